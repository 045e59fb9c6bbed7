using System.Text.Json;
using Ov.Core.Json;
using Ov.Core.Processes;

namespace Ov.Core.Guarding;

/// <summary>
/// Finds the tool call in what a runtime hands to its hook. Runtimes differ in the names of fields and tools, not in what they tell, so one
/// reader serves all.
/// </summary>
public static class GuardPayload
{
    private static readonly HashSet<string> Shells = new(StringComparer.OrdinalIgnoreCase) { "bash", "shell", "sh", "run_shell_command", "local_shell", "exec_command", "shell_command", "container.exec" };

    private static readonly HashSet<string> Writers = new(StringComparer.OrdinalIgnoreCase)
    {
        "write", "edit", "multiedit", "notebookedit", "write_file", "replace", "create", "create_file", "edit_file", "update_file", "delete_file", "move_file", "str_replace", "insert",
        "str_replace_editor", "str_replace_based_edit_tool", "apply_patch", "patch",
    };

    private static readonly string[] PathFields = ["file_path", "filePath", "path", "notebook_path", "old_path", "new_path", "destination", "source"];

    private static readonly string[] PatchFields = ["command", "patch", "patchText", "input"];

    /// <param name="folder">Where the call counts as made when the payload names no folder of its own.</param>
    /// <returns>Null when the payload tells of no tool.</returns>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static GuardCall? Read(ReadOnlyMemory<byte> json, string folder)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 64 });
        var root = document.RootElement;
        if ((root.Text("tool_name") ?? root.Text("toolName") ?? root.Text("tool")) is not { Length: > 0 } tool)
        {
            return null;
        }

        var input = root.Member("tool_input") ?? root.Member("toolInput") ?? root.Member("toolArgs") ?? root.Member("args") ?? root.Member("input");
        var place = root.Text("cwd") is { } cwd && Path.IsPathRooted(cwd) ? cwd : folder;
        if (input is { ValueKind: JsonValueKind.String } text && text.GetString() is ['{', ..] inner)
        {
            using var nested = JsonDocument.Parse(inner);
            return Of(tool, nested.RootElement, place);
        }

        return Of(tool, input ?? default, place);
    }

    private static GuardCall Of(string tool, JsonElement input, string folder)
    {
        // Tools of an MCP server have its name in front.
        var name = tool.StartsWith("mcp__", StringComparison.Ordinal) ? tool[(tool.LastIndexOf("__", StringComparison.Ordinal) + 2)..] : tool;
        if (Shells.Contains(name))
        {
            var inside = (input.Text("workdir") ?? input.Text("dir_path") ?? input.Text("directory")) is { Length: > 0 } there && !there.Contains('\0', StringComparison.Ordinal) ? Path.GetFullPath(there, folder) : folder;
            return new GuardCall.Shell(tool, inside, Command(input));
        }

        return Writers.Contains(name) && input.Text("command") != "view" ? new GuardCall.Files(tool, folder, Paths(tool, input, folder)) : new GuardCall.Other(tool, folder);
    }

    /// <summary>A command line, or the words of one.</summary>
    private static string Command(JsonElement input) =>
        input.Text("command") ?? input.Text("cmd") ?? string.Join(' ', input.Items("command").Select(word => ShellWords.Quoted(word.ValueKind == JsonValueKind.String ? word.GetString()! : "")));

    private static List<string> Paths(string tool, JsonElement input, string folder)
    {
        var paths = PathFields.Select(field => input.Text(field)).OfType<string>().ToList();
        if (tool.EndsWith("patch", StringComparison.OrdinalIgnoreCase))
        {
            paths.AddRange(PatchFields.Select(field => input.Text(field)).OfType<string>().SelectMany(PatchText.Paths));
        }

        return [.. paths.Where(path => path.Length > 0 && !path.Contains('\0', StringComparison.Ordinal)).Select(path => Path.GetFullPath(path, folder)).Distinct()];
    }
}
