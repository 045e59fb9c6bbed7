using System.Text.Json.Serialization;
using Ov.Core.Json;

namespace Ov.Core.Runtimes.Survey;

/// <summary>One runtime as <c>ov runtime list</c> tells it.</summary>
/// <param name="Program">The program looked for; null for exec.</param>
/// <param name="Path">Where it is, or null when it is not here.</param>
/// <param name="Version">What it says of itself; null when it is not here, does not say, or comes from the configuration: then it is not asked.</param>
/// <param name="TestedVersion">The newest version that our tests ran; null when none.</param>
/// <param name="Terminal">Runs in tmux too: <c>sling --tmux</c>.</param>
/// <param name="Inherit">A session can begin as a fork of the caller's: <c>sling --inherit</c>.</param>
/// <param name="HoldsTools">Holds an agent to the list of tools that the configuration gives its role.</param>
/// <param name="ScreenWords">How ov and the agent hear of each other on that screen.</param>
/// <param name="Desk">Can be a person's desk: <c>coordinator start --here</c>.</param>
/// <param name="IsDefault">Agents use it unless told otherwise.</param>
/// <param name="Origin">Where the configuration speaks of it, or null.</param>
public sealed record RuntimeItem(
    string Name, string Title, string? Program, bool Installed, string? Path, string? Version, string? TestedVersion, RuntimeTesting Testing,
    bool Headless, bool Terminal, bool Resume, bool Inherit, bool Events, bool Usage, bool Mcp, GuardPath Guard, string GuardWords, bool HoldsTools, string ToolsWords, string ScreenWords, bool Desk, string DeskWords, bool IsDefault, string? Origin)
{
    public static string WordsOf(GuardPath guard) => guard switch
    {
        GuardPath.BeforeTool => "ov guard judges each tool call before it runs",
        GuardPath.OwnPermissions => "its own permissions or sandbox hold it back, and the files a turn touched are compared with the agent's rights afterwards",
        _ => "nothing holds it back while it works; the files a turn touched are compared with the agent's rights afterwards",
    };

    /// <summary>Of agents that run in tmux.</summary>
    public static string ScreenWordsOf(RuntimeTraits traits) =>
        !traits.HasTerminal ? "ov opens none of it"
        : traits.HasScreenHooks ? "its hooks tell how a turn goes and bring it ov prime, mail at each prompt, and urgent mail in the middle of a turn, after a tool call"
        : "it tells ov nothing by itself, so what stands on it counts; mail, urgent or not, waits for the end of a turn";

    /// <summary>What comes of <c>coordinator start --here</c>.</summary>
    public static string DeskWordsOf(RuntimeTraits traits) =>
        !traits.HasTerminal ? "none, because ov opens no screen of it"
        : !traits.TakesRole ? "none, because it takes no role before the first prompt, and at a desk that is the person's"
        : traits.HasScreenHooks ? "'ov coordinator start --here' opens it, and 'ov coordinator attach' again in the same session"
        : "'ov coordinator start --here' opens it; each 'ov coordinator attach' begins a session of its own, as nothing tells which one it was";

    /// <summary>What comes of a sandbox that forbids the ledger or git's folder: the same for every runtime, as ov notices it.</summary>
    public const string OutboxWords = "where a sandbox lets it write only its worktree, its host delivers its mail and reports and commits its changes; 'ov runtime test' shows which way each goes";

    /// <summary>What comes of <c>roles.&lt;role&gt;.tools</c>.</summary>
    public static string WordsOf(RuntimeTraits traits) =>
        traits.TakesTools ? "its own permissions hold an agent to the tools of its role" : $"the tools of a role bind nothing; {Instead(traits.Guard)}";

    /// <summary>What holds an agent to the rights of its role where a list of tools does not.</summary>
    public static string Instead(GuardPath guard) => guard switch
    {
        GuardPath.BeforeTool => "ov guard holds an agent to the rights of its role before each tool call",
        GuardPath.OwnPermissions => "its own permissions or sandbox hold an agent to the rights of its role",
        _ => "the files a turn touched are compared with the rights of the role afterwards",
    };
}

/// <summary>What our tests know of the version that is here.</summary>
[JsonConverter(typeof(SnakeEnum<RuntimeTesting>))]
public enum RuntimeTesting
{
    /// <summary>Our tests ran this version.</summary>
    Tested,

    /// <summary>Our tests ran another version.</summary>
    OtherVersion,

    /// <summary>Our tests never ran it; its command line is known from its documentation or from the configuration.</summary>
    Untested,
}
