using System.Text;
using System.Text.Json.Serialization;
using Ov.Core.Agents;
using Ov.Core.Processes;
using Ov.Core.Projects;

namespace Ov.Core.Watching;

/// <summary>
/// Writes, or takes away, the file by which a login starts this project's watcher. It runs no service manager: the commands that do are said.
/// A file that is not ours, or of another project, is never touched.
/// </summary>
public sealed class LoginInstaller(OvApp app, bool dryRun)
{
    /// <exception cref="OvException">not-operator for an agent; foreign.</exception>
    public LoginChange Install()
    {
        var unit = Unit();
        if (unit.File is not { } file)
        {
            return new LoginChange(null, false, dryRun, unit.Install);
        }

        var isNew = Known(unit) != unit.Text;
        if (isNew && !dryRun)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, unit.Text, new UTF8Encoding(false));
        }

        return new LoginChange(file, isNew, dryRun, unit.Install);
    }

    /// <inheritdoc cref="Install"/>
    public LoginChange Uninstall()
    {
        var unit = Unit();
        var isThere = Known(unit) is not null;
        if (isThere && !dryRun)
        {
            File.Delete(unit.File!);
        }

        return new LoginChange(unit.File, isThere, dryRun, unit.File is null || isThere ? unit.Uninstall : []);
    }

    /// <summary>The file that is there, ours for this project; null when there is none.</summary>
    private string? Known(LoginUnit unit)
    {
        if (unit.File is not { } file || !File.Exists(file))
        {
            return null;
        }

        var text = File.ReadAllText(file, Encoding.UTF8);
        return text.Contains($"{LoginUnit.Mark} for {app.Project.Root}", StringComparison.Ordinal) ? text : throw new OvException(
            ErrorCode.Foreign, $"{file} is not of 'ov watch install' in this project, so it is left alone.", "Move it away, or name this project differently: ov config set project.name <name>");
    }

    private LoginUnit Unit()
    {
        AgentRefusal.Require(app.Environment, "change what a person's login starts");
        // Opened to refuse where there is nothing to watch over.
        _ = app.Ledger;
        var own = OwnExecutable.Path;
        string[] argv = [own.FileName, .. own.LeadingArguments, "watch", "--detached", "--project", app.Project.Root];
        var home = app.Environment.Variable("HOME") ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var (name, path) = (Name(), app.Environment.Variable("PATH") ?? "");
        return OperatingSystem.IsWindows() ? LoginUnit.TaskScheduler(name, argv)
            : OperatingSystem.IsMacOS() ? LoginUnit.Launchd(home, name, argv, app.Project.Root, path)
            : LoginUnit.Systemd(app.Environment.Variable("XDG_CONFIG_HOME") is { Length: > 0 } config ? config : Path.Combine(home, ".config"), name, argv, app.Project.Root, path);
    }

    /// <summary>Letters, digits, dots and dashes: what all three take in a name.</summary>
    private string Name() => string.Concat(ProjectName.Of(app).Select(letter => char.IsAsciiLetterOrDigit(letter) || letter == '.' ? letter : '-'));
}

/// <summary>What an installation did, or would do.</summary>
/// <param name="File">Null where a command does it all.</param>
/// <param name="Changed">False when it was there, or gone, already.</param>
/// <param name="Commands">What to type now.</param>
public sealed record LoginChange(string? File, bool Changed, bool DryRun, IReadOnlyList<string> Commands);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(LoginChange))]
public sealed partial class LoginJson : JsonSerializerContext;
