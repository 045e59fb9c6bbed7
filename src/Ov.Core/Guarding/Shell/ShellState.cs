using System.Text;

namespace Ov.Core.Guarding.Shell;

/// <summary>
/// What a shell knows at one place of a script: folders it may be in, variables whose value is certain, functions. A copy is made
/// wherever the real shell forks.
/// </summary>
public sealed class ShellState
{
    /// <summary>More folders than this count as unknown.</summary>
    private const int FolderLimit = 8;

    // Shared with forks until one of them changes something.
    private Dictionary<string, string?> _variables;
    private Dictionary<string, ShellNode> _functions;
    private bool _isShared;
    private IReadOnlyList<string>? _before;

    /// <param name="folder">The absolute folder it starts in.</param>
    /// <param name="variables">Variables whose value the command will see too.</param>
    public ShellState(string folder, IReadOnlyDictionary<string, string> variables)
    {
        Folders = [folder];
        _variables = variables.ToDictionary(pair => pair.Key, pair => (string?)pair.Value, StringComparer.Ordinal);
        _functions = new Dictionary<string, ShellNode>(StringComparer.Ordinal);
    }

    private ShellState(ShellState other)
    {
        (Folders, _before) = (other.Folders, other._before);
        (_variables, _functions) = (other._variables, other._functions);
        _isShared = other._isShared = true;
    }

    /// <summary>Every folder it may be in; null when nobody can tell.</summary>
    public IReadOnlyList<string>? Folders { get; private set; }

    public ShellState Fork() => new(this);

    /// <summary>What another shell that this one starts knows: its own folder and variables, none of the functions.</summary>
    public ShellState ForChild(IReadOnlyList<string>? folders, IReadOnlyDictionary<string, ShellField> sets)
    {
        var child = new ShellState(this) { Folders = folders };
        child.Own();
        child._functions.Clear();
        foreach (var (name, value) in sets)
        {
            child.Set(name, value.IsKnown ? value.Text : null);
        }

        return child;
    }

    public void Set(string name, string? value)
    {
        Own();
        _variables[name] = value;
    }

    public string? Value(string name) => name == "PWD" && Folders is [var only] ? only : _variables.GetValueOrDefault(name);

    public void Define(string name, ShellNode body)
    {
        Own();
        _functions[name] = body;
    }

    public ShellNode? Function(string name) => _functions.GetValueOrDefault(name);

    /// <summary>Moves to a folder; null when it cannot be told which.</summary>
    public void Enter(string? folder)
    {
        var before = Folders;
        Folders = folder is null || folder.Contains('\0', StringComparison.Ordinal) ? null
            : Path.IsPathRooted(folder) ? [Path.GetFullPath(folder)] : Folders is null ? null : [.. Folders.Select(from => Path.GetFullPath(folder, from)).Distinct()];
        _before = before;
    }

    /// <summary>Back to the folder before this one.</summary>
    public void Return() => (Folders, _before) = (_before, Folders);

    /// <summary>After something that may or may not have happened: either state may be the true one.</summary>
    public void Join(ShellState other)
    {
        _before = ReferenceEquals(_before, other._before) ? _before : _before is null || other._before is null ? null : [.. _before.Union(other._before)];
        Folders = ReferenceEquals(Folders, other.Folders) ? Folders : Folders is null || other.Folders is null ? null : [.. Folders.Union(other.Folders)];
        if (Folders?.Count > FolderLimit)
        {
            Folders = null;
        }

        if (_before?.Count > FolderLimit)
        {
            _before = null;
        }

        if (ReferenceEquals(_variables, other._variables))
        {
            return;
        }

        Own();
        foreach (var name in _variables.Keys.Union(other._variables.Keys).ToList())
        {
            if (_variables.GetValueOrDefault(name) != other._variables.GetValueOrDefault(name))
            {
                _variables[name] = null;
            }
        }

        foreach (var (name, body) in other._functions)
        {
            _functions.TryAdd(name, body);
        }
    }

    private void Own()
    {
        if (_isShared)
        {
            _variables = new Dictionary<string, string?>(_variables, StringComparer.Ordinal);
            _functions = new Dictionary<string, ShellNode>(_functions, StringComparer.Ordinal);
            _isShared = false;
        }
    }

    /// <summary>The fields a word becomes: usually one, none or several where an unquoted variable is split.</summary>
    public List<ShellField> Fields(ShellWord word)
    {
        if (word.Parts is [{ Kind: ShellPartKind.Literal } only])
        {
            return [ShellField.Of(only.Text)];
        }

        var (fields, text) = (new List<ShellField>(), new StringBuilder());
        var (isKnown, isPattern, isOpen) = (true, false, false);
        ShellNode? script = null;
        foreach (var part in word.Parts)
        {
            switch (part.Kind)
            {
                case ShellPartKind.Literal:
                    isOpen = true;
                    Add(part.Text);
                    break;
                case ShellPartKind.Glob:
                    (isOpen, isPattern) = (true, true);
                    Add(part.Text);
                    break;
                case ShellPartKind.Home when part.Text.Length == 0 && Value("HOME") is { } home:
                    isOpen = true;
                    Add(home);
                    break;
                case ShellPartKind.Variable when Value(part.Text) is { } value:
                    AddValue(value, part.Quoted);
                    break;
                case ShellPartKind.Unknown when part.Script is not null && ShellAnswers.Of(part.Script, this) is { } answer:
                    AddValue(answer, part.Quoted);
                    break;
                default:
                    (isOpen, isKnown, script) = (true, false, part.Script ?? script);
                    break;
            }
        }

        Close();
        return fields;

        // Behind something unknown nothing can be told any more; what stands in front of it can.
        void Add(string more) => text.Append(isKnown ? more : "");

        void AddValue(string value, bool quoted)
        {
            if (quoted)
            {
                isOpen = true;
                Add(value);
                return;
            }

            foreach (var c in value)
            {
                if (c is ' ' or '\t' or '\n')
                {
                    Close();
                    continue;
                }

                isPattern |= c is '*' or '?' or '[';
                isOpen = true;
                Add(c.ToString());
            }
        }

        void Close()
        {
            if (isOpen)
            {
                fields.Add(new ShellField(text.ToString(), isKnown, isPattern) { Script = script });
            }

            text.Clear();
            (isKnown, isPattern, isOpen, script) = (true, false, false, null);
        }
    }
}
