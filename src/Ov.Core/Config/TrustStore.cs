using System.Text;
using Ov.Core.Text;

namespace Ov.Core.Config;

/// <summary>
/// Remembers which commands of which project the operator approved on this machine, letter by letter. One file per
/// approval, named by its hash: approvals at the same moment cannot lose each other, and there is nothing to parse.
/// It lies in the user's own config folder, never in the repository.
/// </summary>
/// <param name="folder">Absolute path, or null when the machine offers no home: then nothing is trusted.</param>
public sealed class TrustStore(string? folder)
{
    private const UnixFileMode OwnerFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Where approvals lie; null when nowhere.</summary>
    public string? Folder { get; } = folder;

    /// <summary><c>$XDG_CONFIG_HOME/ov/trust</c>, else <c>$HOME/.config/ov/trust</c>.</summary>
    public static TrustStore For(IReadOnlyDictionary<string, string> variables)
    {
        if (Absolute(variables, "XDG_CONFIG_HOME") is { } config)
        {
            return new(Path.Combine(config, "ov", "trust"));
        }

        return new(Absolute(variables, "HOME") is { } home ? Path.Combine(home, ".config", "ov", "trust") : null);
    }

    public bool IsTrusted(string projectRoot, CommandSpec command) =>
        Folder is not null && File.Exists(Path.Combine(Folder, HashOf(projectRoot, command)));

    /// <summary>The commands that still wait for an approval, each once.</summary>
    public IReadOnlyList<CommandSpec> Untrusted(string projectRoot, IEnumerable<CommandSpec> commands) =>
        commands.Where(c => !IsTrusted(projectRoot, c)).DistinctBy(c => HashOf(projectRoot, c)).ToList();

    /// <summary>Refuses a command that was not approved, with its text, so that the operator can judge it.</summary>
    public void Require(string projectRoot, CommandSpec command)
    {
        if (!IsTrusted(projectRoot, command))
        {
            throw new OvException(
                ErrorCode.Untrusted,
                $"{Label(command)} at {command.Origin} has not been approved on this machine: {command.ShownText}",
                "Read it; then the operator repeats this command with --trust.")
            {
                Facts = new Dictionary<string, string> { ["kind"] = Word(command.Kind), ["name"] = command.Name, ["origin"] = command.Origin, ["commandText"] = command.ExactText },
            };
        }
    }

    /// <summary>Records the operator's approval of exactly this text; a changed text needs a new one. Nobody else may approve.</summary>
    public void Approve(string projectRoot, CommandSpec command, bool callerIsOperator)
    {
        if (!callerIsOperator)
        {
            throw new OvException(ErrorCode.NotOperator, $"Only the operator may approve a command to run: {command.ShownText}", "Approve it from your own terminal, outside any agent's session.");
        }

        if (Folder is null)
        {
            throw new OvException(ErrorCode.ToolMissing, "There is no folder to keep approvals in: neither XDG_CONFIG_HOME nor HOME is an absolute path.", "Set HOME.");
        }

        try
        {
            Write(Folder, HashOf(projectRoot, command), Readable(projectRoot, command));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new OvException(ErrorCode.Failed, $"The approval could not be kept in {Folder}: {fault.Message}", "Make the folder writable for yourself.");
        }
    }

    private static void Write(string folder, string name, string text)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnerFolder);
        }

        var draft = Path.Combine(folder, $".{name}.{Guid.NewGuid():N}");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerFile;
        }

        using (var stream = new FileStream(draft, options))
        {
            stream.Write(Encoding.UTF8.GetBytes(text));
        }

        File.Move(draft, Path.Combine(folder, name), overwrite: true);
    }

    /// <summary>Length-prefixed parts, so that no two different commands can run into one text.</summary>
    private static string HashOf(string projectRoot, CommandSpec command)
    {
        string[] parts = [Canonical(projectRoot), Word(command.Kind), command.ShellText is null ? "program" : "shell", command.ExactText];
        var bytes = Encoding.UTF8.GetBytes(string.Concat(parts.Select(p => $"{p.Length}:{p}\n")));
        return Sha256.HexOf(bytes);
    }

    private static string Readable(string projectRoot, CommandSpec command) =>
        $"project {Canonical(projectRoot)}\nkind {Word(command.Kind)}\ncommand {command.ShownText}\n";

    private static string Canonical(string projectRoot) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(projectRoot));

    private static string Label(CommandSpec command) => command.Kind switch
    {
        CommandKind.Gate => $"The gate \"{Visible.Text(command.Name)}\"",
        CommandKind.Setup => $"The setup command {Visible.Text(command.Name)}",
        CommandKind.Regenerate => $"The command that makes {Visible.Text(command.Name)} anew",
        CommandKind.Resolver => "The program that is asked about conflicts,",
        CommandKind.Triage => "The program that is asked about stalled agents,",
        CommandKind.Driver => $"The merge driver {Visible.Text(command.Name)}",
        CommandKind.Notify => $"The notification {Visible.Text(command.Name)}",
        CommandKind.Telemetry => "The address that traces and metrics are exported to,",
        _ => $"The agents' command for \"{Visible.Text(command.Name)}\"",
    };

    private static string Word(CommandKind kind) => kind switch
    {
        CommandKind.Gate => "gate",
        CommandKind.Setup => "setup",
        CommandKind.Regenerate => "regenerate",
        CommandKind.Resolver => "resolver",
        CommandKind.Triage => "triage",
        CommandKind.Driver => "driver",
        CommandKind.Notify => "notify",
        CommandKind.Telemetry => "telemetry",
        _ => "runtime",
    };

    private static string? Absolute(IReadOnlyDictionary<string, string> variables, string name) =>
        variables.TryGetValue(name, out var path) && Path.IsPathFullyQualified(path) ? path : null;
}
