using System.Security;
using System.Text;

namespace Ov.Core.Watching;

/// <summary>What makes a machine start a project's watcher when its user logs in: a file and the commands that put it to use. Text only.</summary>
/// <param name="File">Where the file goes; null where a command does it all.</param>
/// <param name="Text">Of the file; empty without one.</param>
/// <param name="Install">What to type after the file is there.</param>
/// <param name="Uninstall">What to type before it goes.</param>
internal sealed record LoginUnit(string? File, string Text, IReadOnlyList<string> Install, IReadOnlyList<string> Uninstall)
{
    /// <summary>In every file of ours: only such a file is changed or taken away.</summary>
    public const string Mark = "Written by 'ov watch install'";

    /// <param name="name">Of the project.</param>
    /// <param name="argv">What starts the watcher.</param>
    /// <param name="path">The PATH on which agents find their programs.</param>
    public static LoginUnit Systemd(string configFolder, string name, IReadOnlyList<string> argv, string root, string path)
    {
        var unit = $"ov-watch-{name}.service";
        // The watcher starts hosts that outlive it, so its end ends nobody else.
        var text = $"""
            # {Mark} for {root}
            [Unit]
            Description=ov watches over the agents of {Plain(name)}

            [Service]
            Environment={Quoted("PATH=" + path)}
            ExecStart={string.Join(' ', argv.Select(Quoted))}
            Restart=on-failure
            RestartSec=30
            KillMode=process

            [Install]
            WantedBy=default.target

            """;
        return new LoginUnit(Path.Combine(configFolder, "systemd", "user", unit), text, ["systemctl --user daemon-reload", $"systemctl --user enable --now {unit}"], [$"systemctl --user disable {unit}"]);
    }

    /// <inheritdoc cref="Systemd"/>
    public static LoginUnit Launchd(string home, string name, IReadOnlyList<string> argv, string root, string path)
    {
        var label = $"ov-watch-{name}";
        var file = Path.Combine(home, "Library", "LaunchAgents", label + ".plist");
        var arguments = new StringBuilder();
        foreach (var word in argv)
        {
            arguments.Append($"\n    <string>{SecurityElement.Escape(word)}</string>");
        }

        var text = $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <!-- {Mark} for {SecurityElement.Escape(root).Replace("--", "- -", StringComparison.Ordinal)} -->
            <plist version="1.0">
            <dict>
              <key>Label</key>
              <string>{label}</string>
              <key>ProgramArguments</key>
              <array>{arguments}
              </array>
              <key>EnvironmentVariables</key>
              <dict>
                <key>PATH</key>
                <string>{SecurityElement.Escape(path)}</string>
              </dict>
              <key>RunAtLoad</key>
              <true/>
              <key>AbandonProcessGroup</key>
              <true/>
            </dict>
            </plist>

            """;
        return new LoginUnit(file, text, [$"launchctl load -w '{file}'"], [$"launchctl unload -w '{file}'"]);
    }

    /// <summary>The Task Scheduler keeps no file of ours.</summary>
    public static LoginUnit TaskScheduler(string name, IReadOnlyList<string> argv) => new(
        null, "", [$"schtasks /Create /F /SC ONLOGON /TN ov-watch-{name} /TR \"{string.Join(' ', argv.Select(word => $"\\\"{word}\\\""))}\""], [$"schtasks /Delete /F /TN ov-watch-{name}"]);

    /// <summary>A word of a unit file as systemd reads it: percent signs and dollars mean something there.</summary>
    private static string Quoted(string word) =>
        $"\"{Plain(word).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("$", "$$", StringComparison.Ordinal)}\"";

    private static string Plain(string word) => word.Replace("%", "%%", StringComparison.Ordinal);
}
