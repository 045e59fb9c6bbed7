using System.Globalization;
using System.Text;
using Ov.Core.Ledger;
using Ov.Core.Processes;

namespace Ov.Core.Terminals;

/// <summary>
/// The single door to tmux. Each agent has a server of its own below the ledger's folder: its environment is the server's, handed over as
/// a process's environment is, and it ends with the agent's other processes. Nobody's own tmux, and no configuration of theirs, takes part.
/// </summary>
/// <param name="folder">The agent's private folder.</param>
/// <param name="session">The agent's name.</param>
public sealed class TmuxServer(ProcessRunner processes, string folder, string session)
{
    /// <summary>The program that is looked for on the PATH.</summary>
    public const string Program = "tmux";

    /// <summary>The longest path that every system takes for a socket.</summary>
    private const int LongestSocket = 100;

    private const string SocketName = "tmux";
    private const string Buffer = "ov-prompt";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Keeps a program that ended on the screen, so that its last words can be read and its exit status asked for.</summary>
    private const string Settings = """
        set -g remain-on-exit on
        set -g history-limit 20000
        set -g default-terminal "screen-256color"
        set -g update-environment ""
        set -g status-left "[#S] "
        set -g status-right "detach: C-b d"
        set -s escape-time 10

        """;

    /// <summary>Exactly this session, never one whose name begins alike.</summary>
    private string Pane => $"={session}:";

    private string Socket => Path.Combine(folder, SocketName);

    private bool IsLong => Encoding.UTF8.GetByteCount(Socket) > LongestSocket;

    /// <summary>What a person's terminal executes to see and steer the session, from any folder unless <see cref="AttachFolder"/> is set.</summary>
    public IReadOnlyList<string> AttachCommand => [Program, "-u", "-S", IsLong ? SocketName : Socket, "attach-session", "-t", $"={session}"];

    /// <summary>Where it must be executed, when the socket's whole path is longer than a socket's may be.</summary>
    public string? AttachFolder => IsLong ? folder : null;

    /// <summary>Starts the program in a new session.</summary>
    /// <param name="argv">Executed as it is; no shell reads it.</param>
    /// <param name="environment">Complete.</param>
    /// <exception cref="OvException">failed, with tmux's own words.</exception>
    public void Start(IReadOnlyList<string> argv, string workingDirectory, IReadOnlyDictionary<string, string> environment)
    {
        var settings = Path.Combine(folder, "tmux.conf");
        PrivateFile.Write(settings, Settings);
        var variables = environment.Where(v => v.Key is not ("TMUX" or "TMUX_PANE")).ToDictionary();
        // One word alone would be given to a shell; with env in front of it there are always two.
        Require(Run(["-f", settings, "new-session", "-d", "-s", session, "-x", "160", "-y", "50", "-c", workingDirectory, "--", "env", .. argv.Select(Word)], environment: variables));
    }

    /// <summary>What runs in the session, or null when there is none.</summary>
    public TerminalPane? Look()
    {
        var asked = Run(["display-message", "-p", "-t", Pane, "#{pane_pid} #{pane_dead} #{pane_in_mode} #{pane_dead_status}"]);
        if (!asked.Succeeded || asked.Stdout.Trim().Split(' ') is not [var pid, var dead, var mode, .. var status] || !int.TryParse(pid, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        int? exit = status is [{ Length: > 0 } code] && int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var known) ? known : null;
        return new TerminalPane(number, dead == "1" && (exit is not null || !IsUnheard(number)), mode is not ("0" or ""), exit);
    }

    /// <summary>
    /// tmux calls a pane dead once its terminal is closed, which is before it has heard how the program ended; of one that ended at once
    /// it was seen never to hear, so it is told again.
    /// </summary>
    private static bool IsUnheard(int program)
    {
        if (ProcessEntry.Of(program) is not { } ended)
        {
            return false;
        }

        Signals.RemindParent(ended);
        return true;
    }

    /// <summary>The screen as text.</summary>
    /// <param name="before">Lines before it that scrolled away: tmux's own note on an ended program pushes them out.</param>
    public string Screen(int before = 0) => Run(["capture-pane", "-p", "-t", Pane, "-S", (-before).ToString(CultureInfo.InvariantCulture)]).Stdout;

    /// <summary>Puts a text into the program's prompt as one block; it is not submitted.</summary>
    public void Paste(string text)
    {
        Require(Run(["load-buffer", "-b", Buffer, "-"], PasteText.Of(text)));
        Require(Run(["paste-buffer", "-p", "-d", "-b", Buffer, "-t", Pane]));
    }

    /// <param name="keys">In tmux's names.</param>
    public void Press(params IReadOnlyList<string> keys) => Require(Run(["send-keys", "-t", Pane, .. keys]));

    /// <summary>Ends a person's looking back through the history, where keys and pastes would go astray.</summary>
    public void LeaveHistory() => Run(["send-keys", "-t", Pane, "-X", "cancel"]);

    /// <summary>The terminals that show the session now.</summary>
    public IReadOnlyList<string> Viewers() =>
        Run(["list-clients", "-t", $"={session}", "-F", "#{client_tty}"]) is { Succeeded: true } asked ? asked.Stdout.Split('\n', StringSplitOptions.RemoveEmptyEntries) : [];

    public void DetachAll() => Run(["detach-client", "-s", $"={session}"]);

    public void End() => Run(["kill-server"]);

    /// <summary>A word that ends in a semicolon would end tmux's command.</summary>
    private static string Word(string word) => word.EndsWith(';') ? $"{word[..^1]}\\;" : word;

    private ProcessResult Run(IReadOnlyList<string> arguments, string? input = null, IReadOnlyDictionary<string, string>? environment = null) =>
        processes.Run(new ProcessRequest(Program, ["-u", "-S", IsLong ? SocketName : Socket, .. arguments])
        {
            WorkingDirectory = folder, Environment = environment, InputText = input ?? "", TimeLimit = Patience,
        });

    private static void Require(ProcessResult result)
    {
        if (!result.Succeeded)
        {
            throw new OvException(ErrorCode.Failed, $"tmux refused: {(result.TimedOut ? "it did not answer" : result.Stderr.Trim())}");
        }
    }
}
