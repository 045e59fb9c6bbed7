using System.CommandLine;
using System.Text.Json.Serialization.Metadata;
using Ov.Core;

namespace Ov.Cli;

/// <summary>What help, README and completions tell of a command beside its symbols. Every visible command has at least one example.</summary>
internal sealed record CommandGuide(params string[] Examples)
{
    /// <summary>A longer word on what it does, its rules and its exit codes; may be empty.</summary>
    public string About { get; init; } = "";

    /// <summary>
    /// The fields that it adds to the JSON envelope, of which <c>ov schema</c> tells: a contract, so a field once published keeps its name
    /// and type. A command that says nothing answers <see cref="NoFields"/>.
    /// </summary>
    public Func<JsonTypeInfo>? Answer { get; init; }

    /// <summary>What it answers instead when asked in another form.</summary>
    public IReadOnlyList<AnswerForm> AlsoAnswers { get; init; } = [];

    /// <summary>Runs inside an agent's hooks: on any failure of ours exit 0, empty stdout, one line on stderr; silent outside a project.</summary>
    public bool Hook { get; init; }

    /// <summary>For a command of which only one form is a hook.</summary>
    public Func<ParseResult, bool>? HookWhen { get; init; }

    /// <summary>Only logs events: commits need not wait for the disk.</summary>
    public bool Relaxed { get; init; }

    /// <summary>Changes state, so a tick that is overdue starts after it.</summary>
    public bool Writes { get; init; }

    /// <summary>Has <c>--dry-run</c> like every command that <see cref="Writes"/>, though no tick need follow what it changes.</summary>
    public bool Rehearsable { get; init; }

    /// <summary>It reads; all that it changes is that its caller has seen something, which nobody need confirm.</summary>
    public bool OnlyMarksSeen { get; init; }

    /// <summary>The refusals that are its own, beside those that any command knows (usage, no project, busy).</summary>
    public IReadOnlyList<ErrorCode> Refusals { get; init; } = [];

    /// <summary>Commands and topics worth knowing beside this one, as typed after <c>ov</c>; the other verbs of its noun come by themselves.</summary>
    public IReadOnlyList<string> SeeAlso { get; init; } = [];

    /// <summary>Shown by plain <c>ov help</c>: the day's commands.</summary>
    public bool Daily { get; init; }

    public bool IsHook(ParseResult parse) => Hook || HookWhen?.Invoke(parse) == true;
}

/// <summary>The fields of one form of a command.</summary>
/// <param name="When">When this one comes, such as <c>with --status</c>.</param>
internal sealed record AnswerForm(string When, Func<JsonTypeInfo> Answer);
