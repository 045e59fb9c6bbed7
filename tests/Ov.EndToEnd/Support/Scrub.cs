using System.Text.RegularExpressions;

namespace Ov.EndToEnd;

/// <summary>Replaces what differs from run to run, so that a snapshot holds only what the program decided.</summary>
public static partial class Scrub
{
    /// <summary>Paths, ids, times and durations are always replaced; commit hashes when asked for.</summary>
    public static string Apply(string text, Sandbox? sandbox = null, bool commits = false)
    {
        if (sandbox is not null)
        {
            text = text.Replace(sandbox.Root, "{sandbox}", StringComparison.Ordinal);
        }

        text = text.Replace(OvBinary.SourceRoot, "{source}", StringComparison.Ordinal);
        text = Numbered(Id(), text, m => m.Groups["kind"].Value);
        text = Time().Replace(text, "{time}");
        text = MillisecondField().Replace(text, "${name}{ms}");
        text = PidField().Replace(text, "${name}{pid}");
        text = Duration().Replace(text, "{duration}");
        return commits ? Numbered(Commit(), text, _ => "commit") : text;
    }

    /// <summary>Equal values get equal names ({task-1}, {task-2}), so that a snapshot still shows what refers to what.</summary>
    private static string Numbered(Regex pattern, string text, Func<Match, string> kindOf)
    {
        var names = new Dictionary<string, string>();
        var counts = new Dictionary<string, int>();
        return pattern.Replace(text, match =>
        {
            if (!names.TryGetValue(match.Value, out var name))
            {
                var kind = kindOf(match);
                counts[kind] = counts.GetValueOrDefault(kind) + 1;
                names[match.Value] = name = $"{{{kind}-{counts[kind]}}}";
            }

            return name;
        });
    }

    [GeneratedRegex(@"\b(?<kind>task|msg|mail|thread|run|agent|group|gate|note|check(?!-complete)|corr|merge|train|event|intent|token|spec|lease|claim|fence|worktree)-[0-9a-z]{8}\b")]
    private static partial Regex Id();

    [GeneratedRegex(@"\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)?")]
    private static partial Regex Time();

    [GeneratedRegex(@"(?<name>""[A-Za-z]+Ms""\s*:\s*)\d+(\.\d+)?")]
    private static partial Regex MillisecondField();

    [GeneratedRegex(@"(?<name>""[a-zA-Z]*[pP]id""\s*:\s*""?|\bpid |\bhostPid +)\d+")]
    private static partial Regex PidField();

    [GeneratedRegex(@"\b\d+(\.\d+)? ?(ms|s|min|m|h)\b")]
    private static partial Regex Duration();

    [GeneratedRegex(@"\b[0-9a-f]{7,40}\b")]
    private static partial Regex Commit();
}
