using System.CommandLine;

namespace Ov.Cli.Completion;

/// <summary>
/// Walks a line that is only half typed along the command tree. Unlike the parser it never fails, and it needs no more of the tree than
/// the branch of the line's first word.
/// </summary>
internal sealed class CommandLineWalk
{
    private readonly GlobalOptions _global;
    private readonly List<string> _positionals = [];
    private readonly HashSet<Option> _given = [];
    private Command _command;
    private Option? _open;
    private bool _afterDashes;
    private string? _project;
    private string? _run;

    private CommandLineWalk(Command root, GlobalOptions global) => (_command, _global) = (root, global);

    /// <param name="treeOf">Makes the tree for a first word, or all of it for null.</param>
    /// <param name="before">The words before the one at the cursor, without the program's name.</param>
    /// <param name="current">The part of the word before the cursor.</param>
    public static CompletionSpot To(Func<string?, Command> treeOf, GlobalOptions global, IReadOnlyList<string> before, string current)
    {
        var walk = new CommandLineWalk(treeOf(FirstWord(global, before)), global);
        foreach (var word in before)
        {
            walk.Pass(word);
        }

        return walk.At(current);
    }

    private static string? FirstWord(GlobalOptions global, IReadOnlyList<string> words)
    {
        for (var i = 0; i < words.Count; i++)
        {
            if (!words[i].StartsWith('-'))
            {
                return words[i];
            }

            i += global.All.Any(option => TakesValue(option) && Names(option).Contains(words[i])) ? 1 : 0;
        }

        return null;
    }

    private void Pass(string word)
    {
        if (_open is { } open)
        {
            _open = null;
            if (!(word.StartsWith('-') && open.Arity.MinimumNumberOfValues == 0))
            {
                Remember(open, word);
                return;
            }
        }

        if (_afterDashes || word is "-" or "" || word[0] != '-')
        {
            PassWord(word);
        }
        else if (word == "--")
        {
            _afterDashes = true;
        }
        else
        {
            PassOption(word);
        }
    }

    private void PassWord(string word)
    {
        var verb = _afterDashes || _positionals.Count > 0 ? null : _command.Subcommands.FirstOrDefault(child => child.Name == word || child.Aliases.Contains(word));
        if (verb is null)
        {
            _positionals.Add(word);
        }
        else
        {
            _command = verb;
        }
    }

    private void PassOption(string word)
    {
        var (name, value) = Split(word);
        if (Find(name) is not { } option)
        {
            return;
        }

        _given.Add(option);
        if (value is not null)
        {
            Remember(option, value);
        }
        else if (TakesValue(option))
        {
            _open = option;
        }
    }

    private CompletionSpot At(string current)
    {
        var (option, lead, prefix) = (_open, "", current);
        if (option is { Arity.MinimumNumberOfValues: 0 } && current.StartsWith('-'))
        {
            option = null;
        }

        if (option is null && !_afterDashes && Split(current) is { Value: { } value } assigned && Find(assigned.Name) is { } named)
        {
            (option, lead, prefix) = (named, current[..^value.Length], value);
        }

        if (option?.ValueType == typeof(string[]) && prefix.LastIndexOf(',') is var comma and >= 0)
        {
            (lead, prefix) = (lead + prefix[..(comma + 1)], prefix[(comma + 1)..]);
        }

        return new CompletionSpot(_command, option, _positionals, lead, prefix, _afterDashes, _given) { Project = _project, Run = _run };
    }

    private void Remember(Option option, string value)
    {
        _project = option == _global.Project ? value : _project;
        _run = option == _global.Run ? value : _run;
    }

    private Option? Find(string name) => CommandOptions.Of(_command).FirstOrDefault(option => Names(option).Contains(name));

    private static (string Name, string? Value) Split(string word) =>
        word.StartsWith("--", StringComparison.Ordinal) && word.IndexOf('=', StringComparison.Ordinal) is var at and > 0 ? (word[..at], word[(at + 1)..]) : (word, null);

    private static bool TakesValue(Option option) => option.ValueType != typeof(bool) && option.Arity.MaximumNumberOfValues > 0;

    private static IEnumerable<string> Names(Option option) => option.Aliases.Append(option.Name);
}
