namespace Ov.EndToEnd.Manners;

/// <summary>A real terminal of a given size, kept by tmux on a socket of its own, in which commands are typed and the screen is read.</summary>
public sealed class Screen : IDisposable
{
    private readonly Sandbox _box;
    private readonly string _socket;
    private int _typed;

    public Screen(Sandbox box, int columns, int rows = 24)
    {
        _box = box;
        _socket = Path.Combine(box.Root, "tmux");
        Tmux("new-session", "-d", "-x", $"{columns}", "-y", $"{rows}", "-s", "s", "env", "PS1=> ", "PROMPT_COMMAND=", "TERM=xterm-256color", "bash", "--norc", "--noprofile");
        Until("the shell is there", () => Text().Contains('>'));
    }

    public static bool IsThere => File.Exists("/usr/bin/tmux") || File.Exists("/usr/local/bin/tmux");

    /// <summary>Runs a command and returns what is on the screen when it has ended.</summary>
    public string Run(string command)
    {
        Type("clear; " + command);
        return Ended();
    }

    /// <summary>Types a line and does not wait for its end.</summary>
    public void Type(string command) => Send($"{command}; echo \"[$?] end {++_typed}\"", "Enter");

    public void Send(params string[] keys) => Tmux(["send-keys", "-t", "s", .. keys]);

    /// <summary>The screen once what was typed last has ended, without the mark that tells so.</summary>
    public string Ended()
    {
        var mark = $"end {_typed}";
        Until($"the command ends", () => Lines().Any(line => line.EndsWith(mark, StringComparison.Ordinal) && line.StartsWith('[')));
        return string.Join('\n', Lines().TakeWhile(line => !line.EndsWith(mark, StringComparison.Ordinal) || !line.StartsWith('[')).Append(Lines().First(line => line.StartsWith('[') && line.EndsWith(mark, StringComparison.Ordinal)).Split(' ')[0]));
    }

    /// <summary>The same after a Ctrl-C that ended the whole line, as a shell does when a program dies of it.</summary>
    public string Interrupted()
    {
        Until("the shell is back", () => Lines()[^1] == ">");
        Send($"echo \"[$?] end {_typed}\"", "Enter");
        return Ended();
    }

    public string Text() => Tmux("capture-pane", "-p", "-t", "s").TrimEnd();

    public void Until(string what, Func<bool> holds) => Eventually.Holds(what, holds, told: () => $"The screen:\n{Text()}");

    public void Dispose() => _box.Run("tmux", ["-S", _socket, "kill-server"], variables: Utf8);

    private static readonly Dictionary<string, string> Utf8 = new() { ["LC_ALL"] = "C.UTF-8", ["TERM"] = "xterm-256color" };

    private string[] Lines() => Text().Split('\n');

    private string Tmux(params string[] args) => _box.Run("tmux", ["-u", "-S", _socket, "-f", "/dev/null", .. args], variables: Utf8).Ok().Stdout;
}
