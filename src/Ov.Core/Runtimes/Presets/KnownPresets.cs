using Ov.Core.Config;

namespace Ov.Core.Runtimes.Presets;

/// <summary>Coding agents whose command lines are known from their documentation and were never run by our tests.</summary>
public static class KnownPresets
{
    private static readonly PresetSpec[] Specs =
    [
        new("cursor", "Cursor CLI", [["cursor-agent"], ["-p"], ["--output-format", "text"], ["--model", "{model}"], ["--force"], ["{prompt}"]])
        {
            Prompt = PromptWay.Argument, Permission = "Passes --force: it runs commands without asking, because nobody is there to ask.",
        },
        new("amp", "Amp", [["amp"], ["-x"]]) { Permission = "As Amp's own settings say; commands that would be asked for are refused." },
        new("aider", "Aider", [["aider"], ["--yes-always"], ["--no-auto-commits"], ["--no-check-update"], ["--model", "{model}"], ["--message-file", "{promptFile}"]])
        {
            Prompt = PromptWay.File, Permission = "Passes --yes-always: it confirms its own questions, because nobody is there to ask.",
        },
        new("goose", "Goose", [["goose"], ["run"], ["--model", "{model}"], ["-i", "{promptFile}"]]) { Prompt = PromptWay.File, Permission = "As GOOSE_MODE says." },
        new("sapling", "Sapling", [["sp"], ["print"], ["--model", "{model}"], ["{prompt}"]]) { Prompt = PromptWay.Argument, Permission = "As its own configuration says." },
    ];

    public static IReadOnlyList<IRuntime> All { get; } = [.. Specs.Select(spec => new PresetRuntime(spec, _ => null))];
}
