namespace Ov.Core.Config;

/// <summary>What a configured command is for; an approval for one purpose is none for another.</summary>
public enum CommandKind
{
    Gate,
    Setup,
    Runtime,
    Regenerate,
    Resolver,

    /// <summary>Is asked about agents that nothing else helped.</summary>
    Triage,

    /// <summary>A merge driver of git's own settings.</summary>
    Driver,

    /// <summary>Tells a person that something waits.</summary>
    Notify,

    /// <summary>Exports traces and metrics.</summary>
    Telemetry,
}
