namespace Ov.Core.Runtimes;

/// <summary>One kind of coding agent: how a turn of it is started, and what its output says. Stateless; one per name.</summary>
public interface IRuntime
{
    /// <summary>The name in <c>--runtime</c> and in the configuration.</summary>
    string Name { get; }

    RuntimeTraits Traits { get; }

    /// <summary>What one turn executes. Writes nothing: files it needs are part of the answer.</summary>
    /// <exception cref="OvException">The turn cannot be started as it is configured.</exception>
    TurnLaunch Launch(TurnContext turn);

    /// <summary>A reader for the output of that one turn.</summary>
    ITurnReader Reader(TurnContext turn);

    /// <summary>How it runs in a terminal that a person watches, or null when it cannot.</summary>
    TerminalLaunch? Terminal(TurnContext turn) => null;

    /// <summary>How a person goes on in the session of a headless agent by hand, or null when that cannot be.</summary>
    TurnLaunch? ByHand(TurnContext turn) => Terminal(turn)?.Launch;
}
