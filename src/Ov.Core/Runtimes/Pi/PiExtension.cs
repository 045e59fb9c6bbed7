using System.Text.Encodings.Web;
using System.Text.Json;

namespace Ov.Core.Runtimes.Pi;

/// <summary>The extension that asks <c>ov guard</c> before each tool call. A guard that cannot be asked stops nobody, as everywhere.</summary>
internal static class PiGuard
{
    /// <summary>Marks a refusal in pi's output, where a blocked call looks like any failed one.</summary>
    public const string Mark = "Refused by ov guard: ";

    public static string Extension(string ov) => Text
        .Replace("OV_PROGRAM", $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(ov)}\"", StringComparison.Ordinal)
        .Replace("OV_MARK", $"\"{JsonEncodedText.Encode(Mark)}\"", StringComparison.Ordinal);

    private const string Text = """
        import { spawnSync } from "node:child_process";

        export default function (pi) {
          pi.on("tool_call", async (event, context) => {
            const payload = { hook_event_name: "PreToolUse", tool_name: event.toolName, tool_input: event.input, tool_use_id: event.toolCallId, cwd: context?.cwd ?? process.cwd() };
            const call = spawnSync(OV_PROGRAM, ["guard", "--runtime", "pi"], { input: JSON.stringify(payload), encoding: "utf8", timeout: 30000 });
            try {
              const said = JSON.parse(call.stdout);
              if (said.block) return { block: true, reason: OV_MARK + said.reason };
            } catch {
              // Nothing was said: allowed.
            }
          });
        }

        """;
}
