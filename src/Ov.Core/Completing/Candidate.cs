namespace Ov.Core.Completing;

/// <summary>What an argument or the value of an option may name: declared beside each symbol, so that a shell can offer it.</summary>
public enum Candidate
{
    /// <summary>Free text; nothing is offered.</summary>
    Text,

    /// <summary>An agent, live ones first.</summary>
    Agent,

    LiveAgent,

    /// <summary>Whoever receives mail: live agents, the operator and groups such as <c>@builders</c>.</summary>
    Recipient,

    Task,
    Run,
    Group,
    Branch,
    Merge,
    Gate,
    Mail,
    Note,

    /// <summary>A domain that lessons are about.</summary>
    Domain,
    Worktree,
    Runtime,
    Role,
    Token,
    ConfigKey,

    /// <summary>A value of the config key that stands before it.</summary>
    ConfigValue,

    /// <summary>A gate or another command that the configuration names.</summary>
    ConfiguredCommand,

    File,
    Folder,

    /// <summary>A command of ours, word by word.</summary>
    Command,
}
