using Ov.Core.Config;

namespace Ov.Core.Runtimes.Presets;

/// <summary>A runtime as a row of a table: command lines with places to fill in.</summary>
/// <param name="Command">Each item is an argument, or several that are left out together when a place in them has nothing to fill it.</param>
public sealed record PresetSpec(string Name, string Title, IReadOnlyList<IReadOnlyList<string>> Command)
{
    /// <summary>For turns that go on in a session; null when it cannot.</summary>
    public IReadOnlyList<IReadOnlyList<string>>? Resume { get; init; }

    /// <summary>How it runs in a terminal; null when it cannot.</summary>
    public RuntimeTerminal? Terminal { get; init; }

    public PromptWay Prompt { get; init; } = PromptWay.Input;

    /// <summary>Whose output format it prints, or <c>plain</c>.</summary>
    public string Events { get; init; } = "plain";

    /// <summary>What the command allows the agent, in one sentence.</summary>
    public string Permission { get; init; } = "As its own configuration says; ov sets nothing.";

    public static PresetSpec Of(RuntimeOverride configured) => new(configured.Name, configured.Name, configured.Command!)
    {
        Resume = configured.Resume, Terminal = configured.Terminal, Prompt = configured.Prompt, Events = configured.Events, Permission = "As its configured command says.",
    };
}
