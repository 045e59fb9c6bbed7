using System.Text.Json.Serialization;
using Ov.Core.Json;

namespace Ov.Core.Runtimes;

/// <summary>What a runtime can do, as far as it was seen.</summary>
/// <param name="Title">What its makers call it.</param>
/// <param name="Program">The program looked for on the PATH; null for exec, which runs whatever it is given.</param>
public sealed record RuntimeTraits(string Title, string? Program)
{
    /// <summary>The newest version that our own tests have run; null means that none was.</summary>
    public string? TestedVersion { get; init; }

    /// <summary>Runs a turn without a terminal.</summary>
    public bool IsHeadless { get; init; } = true;

    /// <summary>Can run in a terminal that a person watches.</summary>
    public bool HasTerminal { get; init; }

    /// <summary>On a screen its hooks tell how its turns go and hand it mail, urgent mail also in the middle of a turn.</summary>
    public bool HasScreenHooks { get; init; }

    /// <summary>Urgent mail reaches a turn without a screen too, after a tool call (S3-64).</summary>
    public bool HasTurnHooks { get; init; }

    /// <summary>A coordinator's screen can be opened for a person, who speaks first: its role must be there before.</summary>
    public bool HasDesk => TakesRole && HasTerminal;

    /// <summary>A later turn can go on in the session of the one before it.</summary>
    public bool CanResume { get; init; }

    /// <summary>A session can begin as a fork of another agent's, in another worktree: <c>sling --inherit</c>.</summary>
    public bool CanFork { get; init; }

    /// <summary>Its output or its hooks tell what it does while it does it.</summary>
    public bool HasEvents { get; init; }

    public bool HasUsage { get; init; }

    /// <summary>Takes an MCP server for one turn, without a file of the user's or the project's being written.</summary>
    public bool HasMcp { get; init; }

    /// <summary>Its sandbox ends what a command leaves behind, so that an agent can start others by MCP alone.</summary>
    public bool StartsOthersByMcp { get; init; }

    /// <summary>Takes the role's text beside the prompt; where it does not, the text stands in front of the first prompt.</summary>
    public bool TakesRole { get; init; }

    /// <summary>Can be held to a list of its tools.</summary>
    public bool TakesTools { get; init; }

    public GuardPath Guard { get; init; } = GuardPath.Afterwards;

    /// <summary>Where a login of it shows without asking it; null where that is not known.</summary>
    public LoginSigns? Login { get; init; }

    /// <summary>
    /// A turn that ends without the report its role owes is followed up once and then failed. Not for exec, whose command may be anything.
    /// </summary>
    public bool OwesReport { get; init; } = true;
}

/// <summary>Where the rules of a role are held against what the agent does.</summary>
[JsonConverter(typeof(SnakeEnum<GuardPath>))]
public enum GuardPath
{
    /// <summary>Before each tool call, by <c>ov guard</c>.</summary>
    BeforeTool,

    /// <summary>By the runtime's own permissions or sandbox, set for the role.</summary>
    OwnPermissions,

    /// <summary>Only when a turn has ended, by the files it touched; and in every <c>ov</c> command.</summary>
    Afterwards,
}

/// <summary>What a turn may do to files and commands.</summary>
[JsonConverter(typeof(SnakeEnum<AccessMode>))]
public enum AccessMode
{
    /// <summary>Reads and runs commands that change nothing.</summary>
    ReadOnly,

    /// <summary>Writes in its worktree and runs commands; the least that a writer can work with.</summary>
    Workspace,

    /// <summary>No limit by the runtime. Only where the configuration says <c>permission: full</c>.</summary>
    Full,
}
