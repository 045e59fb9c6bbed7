using Ov.Core.Processes;

namespace Ov.Core.Guarding.Shell;

/// <summary>What a call of git starts: an alias on its own line, and subcommands that run a program.</summary>
internal static class ShellGitStarts
{
    public static void Through(ShellCall call, Action<ShellCall> see, Action<ShellField, ShellCall> script)
    {
        var line = ShellGitLine.Of(call);
        var inside = call with { Folders = line.Folders, Openings = [] };
        if (line.Subcommand is { Length: > 0 } && line.Alias is { Length: > 0 } alias)
        {
            if (alias[0] == '!')
            {
                script(new ShellField($"{alias[1..]} {string.Join(' ', line.Rest.Select(word => ShellWords.Quoted(word.Text)))}", line.Rest.All(word => word.IsExact), false), inside);
            }
            else
            {
                see(inside with { Words = [ShellField.Of("git"), .. alias.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(ShellField.Of), .. line.Rest] });
            }

            return;
        }

        switch (line.Subcommand)
        {
            case "bisect" when line.Rest is [{ IsExact: true, Text: "run" }, _, ..]:
                see(inside with { Words = [.. line.Rest.Skip(1)] });
                break;
            case "submodule" when line.Rest.ToList().FindIndex(word => word is { IsExact: true, Text: "foreach" }) is var at and >= 0:
                var words = line.Rest.Skip(at + 1).SkipWhile(word => word.Text == "--recursive").ToList();
                if (words.Count > 0)
                {
                    script(new ShellField(string.Join(' ', words.Select(word => word.Text)), words.All(word => word.IsKnown), false), inside);
                }

                break;
            case "rebase":
                foreach (var (name, value) in ShellArguments.Of(line.Rest, "x exec onto s strategy X strategy-option C whitespace").Options)
                {
                    if (name is "x" or "exec" && value is not null)
                    {
                        script(value, inside);
                    }
                }

                break;
        }
    }
}
