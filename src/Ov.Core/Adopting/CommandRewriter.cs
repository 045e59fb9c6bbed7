using System.Text;

namespace Ov.Core.Adopting;

/// <summary>
/// Puts ov's words where a text of Overstory's names a command, by <see cref="CommandRules"/>. Only what stands where a command can
/// stand is touched; the prose around it stays as its author wrote it.
/// </summary>
internal static class CommandRewriter
{
    /// <param name="role">Whose definition it is: the desk closes tasks, the others report theirs.</param>
    public static (string Text, IReadOnlyList<CommandUse> Uses) Rewrite(string text, string role)
    {
        var (result, uses) = (new StringBuilder(text.Length), new List<CommandUse>());
        var at = 0;
        while (at < text.Length)
        {
            if (ProgramAt(text, at) is { } program && Use(text, at, program, role) is var (use, end))
            {
                uses.Add(use);
                result.Append(use.Ours);
                at = end;
            }
            else
            {
                result.Append(text[at++]);
            }
        }

        return (result.ToString(), uses);
    }

    /// <summary>The program's word, when one begins here at a place where a command can begin.</summary>
    private static string? ProgramAt(string text, int at)
    {
        var before = at == 0 ? '\n' : text[at - 1];
        if (!char.IsWhiteSpace(before) && before is not ('`' or '(' or ';' or '&' or '|'))
        {
            return null;
        }

        return CommandRules.Programs.Keys.FirstOrDefault(word => string.CompareOrdinal(text, at, word, 0, word.Length) == 0
            && at + word.Length < text.Length && text[at + word.Length] is ' ' or '\t');
    }

    private static (CommandUse Use, int End)? Use(string text, int at, string program, string role)
    {
        var inline = at > 0 && text[at - 1] == '`';
        var line = CommandWords.Read(text, at, inline);
        var words = line.Words.Select(word => word.Word).ToList();
        if (CommandRules.All.FirstOrDefault(rule => Fits(rule, CommandRules.Programs[program], words, role)) is not { } rule)
        {
            return null;
        }

        var theirs = text[at..line.End];
        var verb = rule.Verb.Split(' ').Length;
        var ours = rule.Kind == RuleKind.Unserved ? theirs : rule.Ours + Rest(rule, line.Words.Skip(1 + verb).ToList());
        // The long name of the program is a word of theirs, whatever follows it.
        ours = rule.Kind == RuleKind.Unserved && program == "overstory" ? "ov" + ours[program.Length..] : ours;
        return (new CommandUse(theirs, ours, rule.Kind, $"{(program == "{{TRACKER_CLI}}" ? "sd" : program)} {rule.Verb}"), line.End);
    }

    private static bool Fits(CommandRule rule, ForeignProgram program, List<string> words, string role)
    {
        var verb = rule.Verb.Split(' ');
        return rule.Program == program && words.Count > verb.Length && words.Skip(1).Take(verb.Length).SequenceEqual(verb)
            && (rule.AtDesk is null || rule.AtDesk == CommandRules.IsDesk(role))
            && (rule.When is not { } when || string.Join(' ', words).Replace('=', ' ').Contains(when, StringComparison.Ordinal));
    }

    private static string Rest(CommandRule rule, List<(string Gap, string Word)> words)
    {
        var rest = new StringBuilder();
        var isFirst = true;
        for (var i = 0; i < words.Count; i++)
        {
            var (gap, word) = words[i];
            if (!word.StartsWith('-'))
            {
                rest.Append(rule.DropsWords ? "" : gap + (rule.WordsOption is { } option && (rule.EachWord || isFirst) ? option + " " : "") + word);
                isFirst = false;
                continue;
            }

            var split = word.IndexOf('=');
            var name = split < 0 ? word : word[..split];
            var known = rule.Options.TryGetValue(name, out var ours);
            ours = known ? ours : name;
            // A value stands after a '=' or as the next word, unless that is an option too.
            string? value = split >= 0 ? word[(split + 1)..] : null;
            var joint = split >= 0 ? "=" : "";
            if (split < 0 && (known || name == "--priority") && i + 1 < words.Count && !words[i + 1].Word.StartsWith('-'))
            {
                (joint, value) = words[++i];
            }

            rest.Append(ours is null || rule.DropsWords ? "" : ours.Length == 0 ? gap + value : gap + ours + (value is null ? "" : joint + CommandRules.Value(ours, value)));
        }

        return rest.ToString();
    }
}
