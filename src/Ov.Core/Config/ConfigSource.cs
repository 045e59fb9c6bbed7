namespace Ov.Core.Config;

/// <summary>The layers a value may come from; a later one wins (contract, "Configuration").</summary>
public enum ConfigSource
{
    Default,
    Shared,
    Local,
    Variable,
}
