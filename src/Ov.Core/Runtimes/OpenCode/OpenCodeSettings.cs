using System.Text.Json;
using Ov.Core.Json;

namespace Ov.Core.Runtimes.OpenCode;

/// <summary>Settings for one turn, in OpenCode's own form. What is asked for in a headless run is refused, so nothing is left to be asked for.</summary>
internal static class OpenCodeSettings
{
    private static readonly string[] Pushes = ["git push*", "git -C * push*", "git -c * push*"];

    /// <param name="turn">The turn.</param>
    /// <param name="users">What the user's environment holds already; ours goes before it, name by name.</param>
    public static string Of(TurnContext turn, string? users) => JsonText.Object(json =>
    {
        var instructions = Users(json, users);
        Permission(json, turn);
        Instructions(json, turn.RoleFile is { } role ? [.. instructions, role] : instructions);
        Mcp(json, turn.Mcp);
    });

    public static string Words(AccessMode access) => access switch
    {
        AccessMode.Full => "OpenCode's permissions allow everything: commands run with your rights.",
        AccessMode.Workspace => "OpenCode's permissions: edits and commands are allowed, edits outside the worktree and git push refused. Commands run with your rights; OpenCode has no sandbox.",
        _ => "OpenCode's permissions: its editing tools are off, commands are allowed, git push refused. Commands run with your rights; OpenCode has no sandbox.",
    };

    private static IReadOnlyList<string> Users(Utf8JsonWriter json, string? users)
    {
        if (string.IsNullOrWhiteSpace(users))
        {
            return [];
        }

        try
        {
            using var document = JsonDocument.Parse(users, new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            foreach (var member in document.RootElement.EnumerateObject().Where(member => member.Name is not ("permission" or "instructions")))
            {
                member.WriteTo(json);
            }

            return [.. document.RootElement.Items("instructions").Select(one => one.GetString()!)];
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            throw new OvException(ErrorCode.InvalidConfig, "OPENCODE_CONFIG_CONTENT in the environment is no JSON object.", "Correct it, or unset it.");
        }
    }

    private static void Permission(Utf8JsonWriter json, TurnContext turn)
    {
        json.WriteStartObject("permission");
        json.WriteString("*", "allow");
        json.WriteString("question", "deny");
        if (turn.Access == AccessMode.Full)
        {
            json.WriteString("external_directory", "allow");
        }
        else
        {
            json.WriteString("edit", turn.Access == AccessMode.Workspace ? "allow" : "deny");
            json.WriteStartObject("bash");
            json.WriteString("*", "allow");
            foreach (var push in Pushes)
            {
                json.WriteString(push, "deny");
            }

            json.WriteEndObject();
            json.WriteStartObject("external_directory");
            json.WriteString("*", "deny");
            foreach (var folder in Outside(turn))
            {
                json.WriteString($"{folder.TrimEnd('/')}/*", "allow");
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <summary>Folders outside the worktree that an agent is told of, or needs for scratch.</summary>
    private static IEnumerable<string> Outside(TurnContext turn) =>
        new[] { "/tmp", turn.Variables.GetValueOrDefault("TMPDIR") ?? "", turn.CommonDir.Length > 0 ? Path.Combine(turn.CommonDir, "overstory") : "" }.Where(folder => folder.Length > 1).Distinct();

    private static void Instructions(Utf8JsonWriter json, IReadOnlyList<string> files)
    {
        if (files.Count > 0)
        {
            json.Strings("instructions", files);
        }
    }

    private static void Mcp(Utf8JsonWriter json, IReadOnlyList<string>? server)
    {
        if (server is not null)
        {
            json.WriteStartObject("mcp");
            json.WriteStartObject("ov");
            json.WriteString("type", "local");
            json.Strings("command", server);
            json.WriteBoolean("enabled", true);
            json.WriteEndObject();
            json.WriteEndObject();
        }
    }
}
