using Ov.Core.Agents;
using Ov.Core.Guarding;
using Ov.Tests.House;

namespace Ov.Tests.Guarding;

/// <summary>The cases of corpus.txt.</summary>
/// <param name="Text">With marks for folders, as it stands in the file.</param>
public sealed record GuardCase(int Line, string Verdict, string Role, string Text)
{
    public override string ToString() => $"{Line} {Role}: {Text}";
}

/// <summary>Reads corpus.txt and puts real folders in place of its marks.</summary>
internal sealed class GuardCorpus(string box)
{
    public static readonly IReadOnlyList<GuardCase> Cases = [.. Read()];

    public string Worktree => Path.Combine(box, "repo.worktrees", "b1");

    public string Root => Path.Combine(box, "repo");

    public IReadOnlyDictionary<string, string> Variables => new Dictionary<string, string>
    {
        ["HOME"] = In("@H"), ["TMPDIR"] = In("@T"), ["OVERSTORY_WORKTREE_PATH"] = Worktree, ["OVERSTORY_PROJECT_ROOT"] = Root,
        ["OVERSTORY_AGENT_NAME"] = "b1", ["OVERSTORY_TASK_ID"] = "task-1",
    };

    public string In(string text) => text.Replace("@W", Worktree, StringComparison.Ordinal).Replace("@R", Root, StringComparison.Ordinal)
        .Replace("@O", Path.Combine(box, "repo.worktrees", "b2"), StringComparison.Ordinal).Replace("@G", Path.Combine(Root, ".git"), StringComparison.Ordinal)
        .Replace("@T", Path.Combine(box, "tmp"), StringComparison.Ordinal).Replace("@H", Path.Combine(box, "home"), StringComparison.Ordinal)
        .Replace("@X", Path.Combine(box, "elsewhere"), StringComparison.Ordinal).Replace('⏎', '\n');

    public GuardFacts Facts(string role) => new(
        role switch { "reviewer" => Stance.Reads, "coordinator" => Stance.Coordinates, _ => Stance.Writes }, role == "coordinator" ? null : Worktree, Root, In("@G"))
    {
        Scope = role == "scoped" ? ["src/login/**"] : [], Branch = "overstory/b1/7-fix", Target = "main", Home = In("@H"), Temporary = [In("@T")], Variables = Variables,
    };

    public GuardCall Call(GuardCase one)
    {
        var (text, folder) = (In(one.Text), one.Role == "coordinator" ? Root : Worktree);
        return text.Split(' ', 2) switch
        {
            ["write", var path] => new GuardCall.Files("Write", folder, [Path.GetFullPath(path, folder)]),
            ["tool", var name] => new GuardCall.Other(name, folder),
            ["%", var line] => new GuardCall.Shell("Bash", folder, line),
            _ => new GuardCall.Shell("Bash", folder, text),
        };
    }

    private static IEnumerable<GuardCase> Read()
    {
        var (verdict, roles, number) = ("", Array.Empty<string>(), 0);
        foreach (var line in File.ReadLines(Path.Combine(SourceTree.Root, "tests", "Ov.Tests", "Guarding", "corpus.txt")))
        {
            number++;
            if (line.StartsWith('[') && line.EndsWith(']'))
            {
                var words = line[1..^1].Split(' ');
                (verdict, roles) = (words[0], words[1..]);
            }
            else if (line.Length > 0 && (line[0] != '#' || line.Contains("git push", StringComparison.Ordinal)))
            {
                foreach (var role in roles)
                {
                    yield return new GuardCase(number, verdict, role, line);
                }
            }
        }
    }
}
