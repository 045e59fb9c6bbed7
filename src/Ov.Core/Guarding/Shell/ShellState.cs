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

    private readonly Dictionary<string, string?> _variables;
    private readonly Dictionary<string, ShellNode> _functions;

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
        Folders = other.Folders;
        _variables = new Dictionary<string, string?>(other._variables, StringComparer.Ordinal);
        _functions = new Dictionary<string, ShellNode>(other._functions, StringComparer.Ordinal);
    }

    /// <summary>Every folder it may be in; null when nobody can tell.</summary>
    public IReadOnlyList<string>? Folders { get; private set; }

    public ShellState Fork() => new(this);

    public void Set(string name, string? value) => _variables[name] = value;

    public string? Value(string name) => name == "PWD" && Folders is [var only] ? only : _variables.GetValueOrDefault(name);

    public void Define(string name, ShellNode body) => _functions[name] = body;

    public ShellNode? Function(string name) => _functions.GetValueOrDefault(name);

    /// <summary>Moves to a folder; null when it cannot be told which.</summary>
    public void Enter(string? folder) => Folders = folder is null || Folders is null ? null : [.. Folders.Select(from => Path.GetFullPath(folder, from)).Distinct()];

    /// <summary>After something that may or may not have happened: either state may be the true one.</summary>
    public void Join(ShellState other)
    {
        Folders = Folders is null || other.Folders is null ? null : [.. Folders.Union(other.Folders)];
        if (Folders?.Count > FolderLimit)
        {
            Folders = null;
        }

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

    /// <summary>The fields a word becomes: usually one, none or several where an unquoted variable is split.</summary>
    public List<ShellField> Fields(ShellWord word)
    {
        var (fields, text) = (new List<ShellField>(), new StringBuilder());
        var (isKnown, isPattern, isOpen) = (true, false, false);
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
                default:
                    (isOpen, isKnown) = (true, false);
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
                fields.Add(new ShellField(text.ToString(), isKnown, isPattern));
            }

            text.Clear();
            (isKnown, isPattern, isOpen) = (true, false, false);
        }
    }
}
