using System.Text.Encodings.Web;
using System.Text.Json;

namespace Ov.Core.Runtimes.Pi;

/// <summary>
/// The extension that asks <c>ov guard</c> before each tool call. A guard that cannot be asked stops nobody, as everywhere. On a screen, where
/// no stream tells what happens, it tells that too, and hands the model what a hook would: where it stands when its session begins, mail at a
/// prompt, urgent mail after a tool.
/// </summary>
internal static class PiExtension
{
    /// <summary>Marks a refusal in pi's output, where a blocked call looks like any failed one.</summary>
    public const string Mark = "Refused by ov guard: ";

    public static string Headless(string ov) => Of(ov, "", "");

    public static string Screen(string ov) => Of(ov, Telling, ", \"--log\"");

    private static string Of(string ov, string telling, string more) => Text
        .Replace("OV_TELLING\n", telling, StringComparison.Ordinal)
        .Replace("OV_MORE", more, StringComparison.Ordinal)
        .Replace("OV_PROGRAM", $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(ov)}\"", StringComparison.Ordinal)
        .Replace("OV_MARK", $"\"{JsonEncodedText.Encode(Mark)}\"", StringComparison.Ordinal);

    private const string Text = """
        import { spawnSync } from "node:child_process";

        export default function (pi) {
          pi.on("tool_call", async (event, context) => {
            const payload = { hook_event_name: "PreToolUse", tool_name: event.toolName, tool_input: event.input, tool_use_id: event.toolCallId, cwd: context?.cwd ?? process.cwd() };
            const call = spawnSync(OV_PROGRAM, ["guard", "--runtime", "pi"OV_MORE], { input: JSON.stringify(payload), encoding: "utf8", timeout: 30000 });
            try {
              const said = JSON.parse(call.stdout);
              if (said.block) return { block: true, reason: OV_MARK + said.reason };
            } catch {
              // Nothing was said: allowed.
            }
          });
        OV_TELLING
        }

        """;

    private const string Telling = """
          const tell = (what, context, more) => void spawnSync(OV_PROGRAM, ["log", what, "--stdin"], { input: JSON.stringify({ session_id: context?.sessionManager?.getSessionId?.(), ...more }), timeout: 30000 });
          const call = (event) => ({ tool_name: event.toolName, tool_use_id: event.toolCallId, tool_input: event.args ?? {} });
          const ask = (...words) => (spawnSync(OV_PROGRAM, words, { encoding: "utf8", timeout: 30000, stdio: ["ignore", "pipe", "ignore"] }).stdout ?? "").trim();
          let primed = false;
          pi.on("session_compact", async () => { primed = false; });
          pi.on("before_agent_start", async (_event, context) => {
            tell("turn-start", context);
            const said = [primed ? "" : ask("prime"), ask("mail", "check", "--inject")].filter((text) => text).join("\n\n");
            primed = true;
            if (said) return { message: { customType: "ov", content: said, display: false } };
          });
          pi.on("tool_result", async (event) => {
            const mail = ask("mail", "check", "--inject", "--urgent");
            if (mail) return { content: [...event.content, { type: "text", text: mail }] };
          });
          pi.on("tool_execution_end", async (event, context) => tell("tool-end", context, call(event)));
          pi.on("agent_end", async (event, context) => {
            // The screen tells that a person broke it off.
            if (event.messages?.at(-1)?.stopReason !== "aborted") tell("turn-end", context);
          });
          pi.on("session_shutdown", async (_event, context) => tell("session-end", context));

        """;
}
