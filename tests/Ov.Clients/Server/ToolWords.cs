using System.Text.Json.Nodes;

namespace Ov.Clients.Server;

/// <summary>Each client has its own names for the two things that every coding agent can do.</summary>
internal static class ToolWords
{
    private static readonly string[] Shells = ["Bash", "bash", "run_shell_command", "shell_command", "exec_command", "shell"];
    private static readonly string[] Writers = ["Write", "write", "write_file", "create"];
    private static readonly string[] Commands = ["command", "cmd"];
    private static readonly string[] Paths = ["file_path", "filePath", "path"];
    private static readonly string[] Contents = ["content", "contents", "file_text"];

    /// <summary>A shell, or a tool that takes code and reaches one from there.</summary>
    public static bool CanWork(ModelRequest request) => request.Tools.ContainsKey("exec") || Array.Exists(Shells, request.Tools.ContainsKey);

    public static (string, JsonObject) Shell(ModelRequest request, string command)
    {
        var tool = Array.Find(Shells, request.Tools.ContainsKey) ?? throw new InvalidOperationException($"no shell tool among {string.Join(", ", request.Tools.Keys)}");
        var input = new JsonObject { [Known(request, tool, Commands)] = tool == "shell" ? new JsonArray("bash", "-c", command) : command };
        if (request.Tools[tool].Contains("description"))
        {
            input["description"] = "scripted";
        }

        if (request.Tools[tool].Contains("yield_time_ms"))
        {
            // Else a command that takes longer than usual goes on in the background, and the script does not know.
            input["yield_time_ms"] = 60_000;
        }

        return (tool, input);
    }

    public static (string, JsonObject) Write(ModelRequest request, string path, string content)
    {
        // Copilot's tool takes whole paths only.
        if (Array.Find(Writers, request.Tools.ContainsKey) is not { } tool || (tool == "create" && !Path.IsPathRooted(path)))
        {
            return Shell(request, $"cat > '{path}' <<'EOF'\n{content}\nEOF");
        }

        return (tool, new JsonObject { [Known(request, tool, Paths)] = path, [Known(request, tool, Contents)] = content });
    }

    /// <summary>A tool of ov's MCP server. Some clients do not tell a model of such tools before it asks, but they take the call.</summary>
    public static (string, JsonObject) Ov(ModelRequest request, string tool, JsonObject input) =>
        (request.Tools.Keys.FirstOrDefault(known => known.EndsWith(tool, StringComparison.Ordinal)) ?? $"mcp__ov__{tool}", input);

    private static string Known(ModelRequest request, string tool, string[] words) => Array.Find(words, request.Tools[tool].Contains) ?? words[0];
}
