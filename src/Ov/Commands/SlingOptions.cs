using System.CommandLine;
using System.CommandLine.Parsing;
using Ov.Cli.Completion;
using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Completing;
using Ov.Core.Runtimes.Exec;

namespace Ov.Commands;

/// <summary>The options of <c>sling</c>: Overstory's with their meaning, and ours.</summary>
internal sealed class SlingOptions
{
    public Argument<string[]> Tasks { get; } = new("task") { Description = "Ids or numbers of tasks, or the text of new ones.", Arity = ArgumentArity.ZeroOrMore };

    public Option<bool> DryRun { get; } = new("--dry-run") { Description = "Decide and show, start nothing." };

    public Option<bool> Wait { get; } = new("--wait") { Description = "Wait until the tasks are completed or failed." };

    public IEnumerable<Option> All =>
    [
        _role, _name, _files, _spec, _exec, _allReady, _restart, _serialize, _open, _sparse, _full, Wait, DryRun, _trust, _parent, _depth, _siblings, _skipScout, _skipTaskCheck,
        _forceHierarchy, _maxAgents, _skipReview, _noScoutCheck, _dispatchMaxAgents, _runtime, _model, _baseBranch, _profile, _set, _prompt, _handoffFrom, _inherit, _noQuestions, _tmux, _headless, _among,
    ];

    private readonly Option<string?> _role = new("--role", "--capability") { Description = "The agent's role; by default the task's, else builder.", HelpName = "role" };
    private readonly Option<string?> _name = new Option<string?>("--name") { Description = "The agent's name; by default <role>-<number>.", HelpName = "name" }.Completes(Candidate.Text);
    private readonly Option<string?> _spec = new("--spec") { Description = "A file with the spec of the task.", HelpName = "file" };
    private readonly Option<string[]> _files = Listed("--files", "Files only this agent may change, as globs, comma-separated.", "globs");
    private readonly Option<string[]> _siblings = Listed("--siblings", "Agents that work beside it, comma-separated.", "agents");
    private readonly Option<string?> _parent = new("--parent") { Description = "The agent it reports to; an agent's own slings are its children.", HelpName = "agent" };
    private readonly Option<int?> _depth = new("--depth") { Description = "Overstory's; must agree with the parent.", HelpName = "number" };
    private readonly Option<bool> _skipScout = new("--skip-scout") { Description = "Tell a lead that no scout is needed first." };
    private readonly Option<bool> _skipTaskCheck = new("--skip-task-check") { Description = "Make a task of an id that no task has." };
    private readonly Option<bool> _forceHierarchy = new("--force-hierarchy") { Description = "Start any role without its lead (operator)." };
    private readonly Option<int?> _maxAgents = new("--max-agents") { Description = "Most live agents under the parent, for this call.", HelpName = "number" };
    private readonly Option<bool> _skipReview = new("--skip-review") { Description = "No review before the work goes to the queue." };
    private readonly Option<bool> _noScoutCheck = new("--no-scout-check") { Description = "No warning when a lead has sent no scout." };
    private readonly Option<int?> _dispatchMaxAgents = new("--dispatch-max-agents") { Description = "Most live agents under the new agent.", HelpName = "number" };
    private readonly Option<string?> _runtime = new("--runtime") { Description = "What runs its turns, such as exec or claude; see 'ov runtime list'.", HelpName = "runtime" };
    private readonly Option<string?> _model = new("--model") { Description = "The model, for runtimes that have one.", HelpName = "model" };
    private readonly Option<string?> _baseBranch = new("--base-branch") { Description = "Cut the branch from this one instead of the run's target.", HelpName = "branch" };
    private readonly Option<string?> _profile = new Option<string?>("--profile") { Description = "Instructions from .overstory/profiles/<name>.md.", HelpName = "name" }.Completes(Candidate.Text);
    private readonly Option<string[]> _set = new Option<string[]>("--set") { Description = "A value of one of the profile's variables; repeat for several.", HelpName = "name=value" }.Completes(Candidate.Text);
    private readonly Option<string?> _prompt = new("--prompt") { Description = "What else they are to know; {title}, {files}, {branch} and more are filled in for each.", HelpName = "text" };
    private readonly Option<string?> _handoffFrom = new("--handoff-from") { Description = "Start from the checkpoint, report and notes of this agent.", HelpName = "agent" };
    private readonly Option<bool> _inherit = new("--inherit") { Description = "Start with a fork of the calling agent's session, or from its checkpoint, report and notes." };
    private readonly Option<bool> _noQuestions = new("--no-questions") { Description = "What they ask you is answered at once with what they were told." };
    private readonly Option<bool> _headless = new("--headless") { Description = "Without a terminal, as by default." };
    private readonly Option<bool> _tmux = new("--tmux") { Description = "In a terminal that 'ov attach' shows; needs tmux." };
    private readonly Option<bool> _restart = new("--restart", "--recover") { Description = "A new incarnation goes on where the task's agent stopped." };
    private readonly Option<bool> _allReady = new("--all-ready") { Description = "Also every task of the run that is ready." };
    private readonly Option<int?> _among = new("--among") { Hidden = true, Description = "How many are started together, each by a call of its own." };
    private readonly Option<bool> _serialize = new("--serialize") { Description = "Where files overlap, wait for the task that holds them." };
    private readonly Option<string?> _open = new("--open") { Description = "Work on this existing branch.", HelpName = "branch" };
    private readonly Option<bool> _sparse = new("--sparse") { Description = "Check out only the folders of its files; the agent can add more." };
    private readonly Option<bool> _full = new("--no-sparse") { Description = "Check out everything, whatever worktrees.sparse says." };
    private readonly Option<bool> _trust = new("--trust") { Description = "Approve the configured commands that this runs (operator)." };

    private readonly Option<string?> _exec = new("--exec")
    {
        Description = "What each turn runs: a shell line, or the words after --.", HelpName = "command", Arity = ArgumentArity.ZeroOrOne,
    };

    public SlingRequest Read(ParseResult parse)
    {
        var words = AfterDashes(parse);
        var tasks = parse.GetValue(Tasks) ?? [];
        return new SlingRequest(tasks[..^words.Length])
        {
            Role = parse.GetValue(_role), Name = parse.GetValue(_name), SpecFile = parse.GetValue(_spec), Files = Split(parse.GetValue(_files)),
            Siblings = Split(parse.GetValue(_siblings)), Parent = parse.GetValue(_parent), Depth = parse.GetValue(_depth),
            SkipScout = parse.GetValue(_skipScout), NoScoutCheck = parse.GetValue(_noScoutCheck), SkipTaskCheck = parse.GetValue(_skipTaskCheck),
            ForceHierarchy = parse.GetValue(_forceHierarchy), MaxAgents = parse.GetValue(_maxAgents), DispatchMaxAgents = parse.GetValue(_dispatchMaxAgents),
            SkipReview = parse.GetValue(_skipReview), Runtime = parse.GetValue(_runtime), Model = parse.GetValue(_model),
            BaseBranch = parse.GetValue(_baseBranch), Profile = parse.GetValue(_profile), Values = Values(parse.GetValue(_set)), Prompt = parse.GetValue(_prompt), HandoffFrom = parse.GetValue(_handoffFrom), Inherit = parse.GetValue(_inherit), AnswersItself = parse.GetValue(_noQuestions), Restart = parse.GetValue(_restart),
            AllReady = parse.GetValue(_allReady), Among = parse.GetValue(_among), Serialize = parse.GetValue(_serialize), Open = parse.GetValue(_open), Sparse = parse.GetValue(_full) ? false : parse.GetValue(_sparse) ? true : null, Trust = parse.GetValue(_trust),
            Terminal = parse.GetValue(_headless) ? false : parse.GetValue(_tmux) ? true : null,
            Command = ExecRuntime.OfOption(parse.GetValue(_exec), words),
        };
    }

    /// <exception cref="OvException">usage for one that is none, and for a name that comes twice.</exception>
    private static Dictionary<string, string> Values(string[]? pairs)
    {
        var values = new Dictionary<string, string>();
        foreach (var pair in pairs ?? [])
        {
            if (pair.IndexOf('=', StringComparison.Ordinal) is not (> 0 and var at) || !values.TryAdd(pair[..at].Trim(), pair[(at + 1)..]))
            {
                throw new OvException(ErrorCode.Usage, $"--set cannot be '{pair}': it gives each variable one value.", "Write it as name=value, such as --set version=1.2.");
            }
        }

        return values;
    }

    /// <summary>The parser hands these over as further tasks; they are the command.</summary>
    private static string[] AfterDashes(ParseResult parse)
    {
        var dashes = parse.Tokens.ToList().FindIndex(token => token.Type == TokenType.DoubleDash);
        return dashes < 0 ? [] : [.. parse.Tokens.Skip(dashes + 1).Select(token => token.Value)];
    }

    private static Option<string[]> Listed(string name, string description, string helpName) =>
        new(name) { Description = description, HelpName = helpName, AllowMultipleArgumentsPerToken = false };

    private static string[] Split(string[]? values) =>
        [.. (values ?? []).SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];
}
