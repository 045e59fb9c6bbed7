namespace Ov.Core.Config;

/// <summary>The shape of a key's value, for help, documentation and schema.</summary>
public enum ConfigType
{
    Boolean,
    Integer,
    Text,
    Choice,
    Duration,
    List,
    Map,
}
