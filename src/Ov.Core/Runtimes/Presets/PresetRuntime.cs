using Ov.Core.Config;

namespace Ov.Core.Runtimes.Presets;

/// <summary>A runtime that is nothing but a row of the table.</summary>
/// <param name="spec">The row.</param>
/// <param name="known">Finds the runtime whose output format it prints.</param>
public sealed class PresetRuntime(PresetSpec spec, Func<string, IRuntime?> known) : IRuntime
{
    public string Name => spec.Name;

    public PresetSpec Spec => spec;

    public RuntimeTraits Traits { get; } = new(spec.Title, spec.Command[0][0])
    {
        CanResume = spec.Resume is not null, HasEvents = spec.Events != "plain", HasUsage = known(spec.Events)?.Traits.HasUsage ?? false, Guard = GuardPath.Afterwards, HasTerminal = spec.Terminal is not null,
        TakesRole = spec.Command.Concat(spec.Resume ?? []).Any(words => words.Any(word => word.Contains("{role}", StringComparison.Ordinal))),
    };

    public TurnLaunch Launch(TurnContext turn) =>
        new([.. PresetTemplate.Fill(turn.Agent.Session is not null && spec.Resume is { } resume ? resume : spec.Command, turn), .. turn.ExtraArguments])
        {
            InputFile = spec.Prompt == PromptWay.Input ? turn.PromptFile : null, Permission = spec.Permission,
        };

    public TerminalLaunch? Terminal(TurnContext turn) => spec.Terminal is { } terminal
        ? new(new TurnLaunch([.. PresetTemplate.Fill(terminal.Command, turn), .. turn.ExtraArguments]) { Permission = spec.Permission }, terminal.Ready, terminal.Busy)
        : null;

    /// <summary>A format nobody knows is read as none.</summary>
    public ITurnReader Reader(TurnContext turn) => known(spec.Events)?.Reader(turn) ?? new PlainReader();
}
