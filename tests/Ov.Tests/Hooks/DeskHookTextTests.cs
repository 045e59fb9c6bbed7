using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Ov.Core;
using Ov.Core.Hooks.Desk;

namespace Ov.Tests.Hooks;

public sealed class DeskHookTextTests
{
    private const string Program = "'/re po/.git/overstory/bin/ov'";

    private static readonly DeskHookText Settings = new("settings.json");

    private static readonly string[] Spaces = ["", " ", "\n", "\r\n", "\t", "\n    ", "  \n"];

    private static readonly string[] Names = ["hooks", "SessionStart", "UserPromptSubmit", "PreToolUse", "env", "k\u00e4se", "a\\\"b", "\\u0068ooks", ""];

    private static readonly string[] Leaves = ["1", "-0.50e3", "true", "null", "\"\"", "\"text\"", "\"\\u00e9 \u00e9 \\\\ ]}\"", "\"ov prime\"", "[]", "{}", "[ ]", "{\n}"];

    private static Gen<string> Space => Gen.Elements(Spaces);

    [Fact]
    public void Whatever_was_in_the_file_is_there_again_byte_for_byte()
    {
        var files = Container(4, isObject: true).SelectMany(body => Space.SelectMany(space => Space.Select(other => space + body + other)));
        var installed = 0;
        Prop.ForAll(files.ToArbitrary(), file =>
        {
            var raw = Raw(file);
            if (With(raw) is not { } wanted)
            {
                return true;
            }

            installed++;
            using var read = JsonDocument.Parse(Encoding.Latin1.GetBytes(wanted));
            return Settings.Without(wanted) == raw && Settings.With(wanted, Program) == wanted && Settings.Without(Settings.With(wanted, "'/elsewhere/ov'")) == raw;
        }).Check(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(3000));
        Assert.True(installed > 1000, $"{installed} were settings that hooks fit into");
    }

    [Fact]
    public void What_somebody_adds_before_between_and_behind_our_entries_stays_when_they_go()
    {
        var text = Settings.With(null, Program);
        var root = JsonNode.Parse(text)!;
        root["env"] = "mine";
        root["hooks"]!["SessionStart"]!.AsArray().Insert(0, (JsonNode)"mine");
        root["hooks"]!["SessionStart"]!.AsArray().Add((JsonNode)"mine too");
        root["hooks"]!["UserPromptSubmit"]![0]!["hooks"]!.AsArray().Add((JsonNode)"beside");
        var rest = JsonNode.Parse(Settings.Without(root.ToJsonString())!)!;
        Assert.Equal("""{"hooks":{"SessionStart":["mine","mine too"],"UserPromptSubmit":[{"hooks":["beside"]}]},"env":"mine"}""", rest.ToJsonString());
    }

    [Fact]
    public void A_new_file_holds_both_hooks_and_goes_with_them()
    {
        var text = Settings.With(null, Program);
        using var read = JsonDocument.Parse(text);
        var hook = read.RootElement.GetProperty("hooks").GetProperty("SessionStart")[0].GetProperty("hooks")[0];
        Assert.Equal($"[ -n \"$OVERSTORY_AGENT_NAME\" ] || [ ! -x {Program} ] || {Program} prime # ov hooks (new file)", hook.GetProperty("command").GetString());
        Assert.Equal(2, Settings.Count(text));
        Assert.Null(Settings.Without(text));
        Assert.Null(Settings.Without(null));
    }

    [Fact]
    public void Hooks_of_an_older_ov_elsewhere_are_replaced_not_doubled()
    {
        var old = Settings.With(Raw("{ \"hooks\": {} }"), "'/old/ov'");
        var text = Settings.With(old, Program);
        Assert.DoesNotContain("/old/ov", text, StringComparison.Ordinal);
        Assert.Equal(2, text.Split("# ov hooks").Length - 1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("// a comment\n{}")]
    [InlineData("{ \"a\": 1, }")]
    [InlineData("[]")]
    [InlineData("\"hooks\"")]
    [InlineData("{\"hooks\": []}")]
    [InlineData("{\"hooks\": null}")]
    [InlineData("{\"hooks\": {\"SessionStart\": {}}}")]
    [InlineData("{\"a\": \"\u00ff\"}")]
    public void What_is_no_settings_file_is_refused(string raw)
    {
        Assert.Equal(ErrorCode.Foreign, Assert.Throws<OvException>(() => Settings.With(raw, Program)).Code);
        Assert.Equal(ErrorCode.Foreign, Assert.Throws<OvException>(() => Settings.Without(raw)).Code);
        Assert.Equal(ErrorCode.Foreign, Assert.Throws<OvException>(() => Settings.Count(raw)).Code);
    }

    private static string? With(string raw)
    {
        try
        {
            return Settings.With(raw, Program);
        }
        catch (OvException refused) when (refused.Code == ErrorCode.Foreign)
        {
            return null;
        }
    }

    private static string Raw(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    private static Gen<string> Value(int depth) =>
        depth == 0 ? Gen.Elements(Leaves) : Gen.OneOf(Gen.Elements(Leaves), Container(depth, isObject: true), Container(depth, isObject: false));

    private static Gen<string> Container(int depth, bool isObject)
    {
        var value = Value(depth - 1);
        var item = isObject
            ? from before in Space from name in Gen.Elements(Names) from gap in Space from content in value from after in Space select $"{before}\"{name}\"{gap}:{gap}{content}{after}"
            : from before in Space from content in value from after in Space select before + content + after;
        var empty = Space.Select(space => isObject ? $"{{{space}}}" : $"[{space}]");
        var full = from count in Gen.Choose(1, 3) from items in Gen.ArrayOf(item, count) select isObject ? $"{{{string.Join(',', items)}}}" : $"[{string.Join(',', items)}]";
        return Gen.Frequency((1, empty), (4, full));
    }
}
