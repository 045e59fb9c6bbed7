using System.CommandLine;
using System.Text.RegularExpressions;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Adopting;

namespace Ov.Tests.Adopting;

/// <summary>
/// The command lines that Overstory's role definitions and its coordinator name: each reaches an agent as it stands or as stated here,
/// and what it reaches is a line that ov's own parser takes.
/// </summary>
public sealed class CommandTableTests
{
    private readonly Command _root = CommandTree.Create(new CommandRunner(
        new OvEnvironment("/", new Dictionary<string, string>(), TextReader.Null, TextWriter.Null, TextWriter.Null, TimeProvider.System, false, false, false), new GlobalOptions()));

    [Theory]
    [InlineData("ov sling shop-1 --capability lead --name lead-1 --depth 1")]
    [InlineData("ov sling shop-1 --capability scout --name scout-1 --depth 1")]
    [InlineData("ov sling shop-1 --capability builder --name builder-1 --spec .overstory/specs/shop-1.md --files src/a.cs,src/b.cs --parent lead-1 --depth 2")]
    [InlineData("ov sling shop-1 --capability lead --name lead-1 --depth 1 --dispatch-max-agents 1")]
    [InlineData("ov sling shop-1 --capability lead --skip-scout --skip-review --max-agents 3")]
    [InlineData("ov sling shop-1 --skip-task-check --force-hierarchy --siblings builder-2,builder-3 --no-scout-check --runtime claude --base-branch main --profile careful --headless --recover --json")]
    [InlineData("ov mail send --to lead-1 --subject \"Work stream: cart\" --body \"Objective: the cart.\" --type dispatch --priority high --agent coordinator")]
    [InlineData("ov mail send --to operator --subject \"Run complete\" --body \"All done.\" --type status")]
    [InlineData("ov mail send --to coordinator --subject \"merge_ready: cart\" --body \"Branch: b.\" --type merge_ready --payload '{\"branch\":\"b\"}'")]
    [InlineData("ov mail send --to lead-1 --subject \"Worker done: cart\" --body \"Built.\" --type worker_done --agent builder-1")]
    [InlineData("ov mail send --to coordinator --subject \"Dead\" --body \"No answer.\" --type escalation --priority urgent --agent monitor --json")]
    [InlineData("ov mail reply msg-1 --body \"Acknowledged.\" --payload '{\"correlationId\": \"c1\"}' --agent coordinator")]
    [InlineData("ov mail check --agent lead-1 --inject")]
    [InlineData("ov mail check --agent lead-1 --inject --debounce 500 --json")]
    [InlineData("ov mail list --from lead-1 --to coordinator --unread")]
    [InlineData("ov mail read msg-1 --agent coordinator")]
    [InlineData("ov nudge lead-1 \"Status check\" --force --from coordinator")]
    [InlineData("ov nudge lead-1")]
    [InlineData("ov group create 'auth-refactor' abc123 def456 ghi789")]
    [InlineData("ov group add group-1 jkl012")]
    [InlineData("ov group remove group-1 jkl012")]
    [InlineData("ov group status group-1")]
    [InlineData("ov group status")]
    [InlineData("ov group list --json")]
    [InlineData("ov merge --branch overstory/builder-1/shop-1 --dry-run")]
    [InlineData("ov merge --branch overstory/builder-1/shop-1 --into main --json")]
    [InlineData("ov merge --all")]
    [InlineData("ov worktree list --json")]
    [InlineData("ov worktree clean --completed")]
    [InlineData("ov worktree clean --all --force --json")]
    [InlineData("ov spec write shop-1 --body \"What to build\" --agent scout-1")]
    [InlineData("ov status --json --verbose")]
    [InlineData("ov status --agent coordinator --all")]
    [InlineData("ov prime --agent lead-1 --compact")]
    [InlineData("ov stop builder-1 --clean-worktree --force --json")]
    [InlineData("ov discover --skip apis,config")]
    [InlineData("ov hooks install --force")]
    [InlineData("ov hooks status --json")]
    [InlineData("ov hooks uninstall")]
    [InlineData("ov run complete")]
    [InlineData("ov run list --last 5 --json")]
    [InlineData("ov run")]
    [InlineData("ov watch --background --interval 30000")]
    [InlineData("ov log tool-start --agent builder-1 --tool-name Bash --stdin")]
    [InlineData("ov log session-end --agent builder-1 --stdin")]
    [InlineData("ov doctor --verbose --json")]
    [InlineData("ov completions bash")]
    [InlineData("ov agents discover --capability builder --all --json")]
    [InlineData("ov inspect builder-1 --json --limit 20 --no-tmux")]
    [InlineData("ov feed --follow --agent builder-1 --interval 1000 --json")]
    [InlineData("ov costs --live --json")]
    [InlineData("ov costs --by-capability --last 5")]
    [InlineData("ov costs --agent builder-1 --bead 1")]
    [InlineData("ov mail purge --days 30")]
    [InlineData("ov update --agents --dry-run --json")]
    [InlineData("ov coordinator start --no-attach --watchdog --accept-existing-watchdog --monitor --profile careful --json")]
    [InlineData("ov coordinator ask --subject Status --body \"How far are you?\" --timeout 120 --json")]
    [InlineData("ov coordinator output --follow --lines 5 --interval 2000")]
    [InlineData("ov coordinator check-complete --json")]
    [InlineData("ov orchestrator send --body \"Go on.\"")]
    [InlineData("ov monitor start --no-attach")]
    [InlineData("ov init --yes --name shop --tools seeds --skip-mulch --skip-seeds --skip-canopy --skip-onboard --json")]
    public void A_line_of_overstorys_own_runs_unchanged(string line)
    {
        Assert.Equal(line, CommandRewriter.Rewrite(line, "coordinator").Text);
        Assert.Equal(line, CommandRewriter.Rewrite("overstory" + line[2..], "coordinator").Text);
        AssertTaken(line);
    }

    [Theory]
    [InlineData("coordinator", "sd ready", "ov task ready")]
    [InlineData("coordinator", "sd show shop-1 --json", "ov task show shop-1 --json")]
    [InlineData("coordinator", "sd create --title=\"Cart\" --priority P1 --desc \"All of the cart\"", "ov task add \"Cart\" --priority high --body \"All of the cart\"")]
    [InlineData("lead", "sd create --title=\"Scout: the cart\" --type=task --priority=2", "ov task add \"Scout: the cart\" --priority=medium")]
    [InlineData("lead", "sd create \"Cart\" --description \"All of it\" --json", "ov task add \"Cart\" --body \"All of it\" --json")]
    [InlineData("monitor", "sd list --status=in_progress", "ov task list --state=in_progress")]
    [InlineData("monitor", "bd list --status open", "ov task list --state pending")]
    [InlineData("lead", "sd update shop-1 --status in_progress", "ov task claim shop-1")]
    [InlineData("lead", "sd update shop-1 --status=open", "ov task release shop-1")]
    [InlineData("lead", "sd update shop-1 --title \"Cart 2\" --priority 0", "ov task edit shop-1 --title \"Cart 2\" --priority high")]
    [InlineData("coordinator", "sd close shop-1 --reason \"Merged branch b\"", "ov task close shop-1")]
    [InlineData("builder", "sd close shop-1 --reason \"Built\"", "ov task done shop-1 --summary \"Built\"")]
    [InlineData("lead", "{{TRACKER_CLI}} close shop-1 --reason \"Both parts\"", "ov task done shop-1 --summary \"Both parts\"")]
    [InlineData("lead", "sd block shop-2 --by shop-1", "ov task edit shop-2 --needs shop-1")]
    [InlineData("coordinator", "sd sync", "ov status")]
    [InlineData("monitor", "sd sync --status", "ov status")]
    [InlineData("coordinator", "ml prime", "ov prime")]
    [InlineData("lead", "ml prime api storage", "ov prime --domain api --domain storage")]
    [InlineData("builder", "mulch prime --files src/a.cs,src/b.cs", "ov prime")]
    [InlineData("coordinator", "ml record api --type decision --classification tactical --description \"One writer\"", "ov note lesson add --domain api --type decision --classification tactical --description \"One writer\"")]
    [InlineData("builder", "ml record --type failure --description \"It hangs\" --resolution \"Check first\" parser", "ov note lesson add --type failure --description \"It hangs\" --resolution \"Check first\" --domain parser")]
    [InlineData("builder", "ml record api \"UTF-8 only\" --tags text", "ov note lesson add --domain api \"UTF-8 only\" --tags text")]
    [InlineData("lead", "ml query api", "ov note lesson list api")]
    [InlineData("lead", "mulch search retry backoff", "ov note lesson search retry backoff")]
    [InlineData("lead", "mulch search retry --file src/a.cs", "ov note lesson search retry")]
    [InlineData("monitor", "ml status", "ov note lesson list")]
    [InlineData("builder", "ml learn", "ov status")]
    [InlineData("builder", "ml sync", "ov status")]
    [InlineData("builder", "overstory init --ensure --agent lead-1", "ov prime --agent lead-1")]
    public void A_line_of_another_program_or_time_is_rewritten(string role, string theirs, string ours)
    {
        Assert.Equal(ours, CommandRewriter.Rewrite(theirs, role).Text);
        AssertTaken(ours);
    }

    [Fact]
    public void What_is_kept_exists_and_what_is_called_missing_does_not()
    {
        bool Exists(string verb)
        {
            var at = _root;
            foreach (var word in verb.Split(' '))
            {
                // The word after a command without further ones is its argument.
                at = at?.Subcommands.FirstOrDefault(child => child.Name == word || child.Aliases.Contains(word))
                    ?? (at is { Subcommands.Count: 0, Arguments.Count: > 0 } ? at : null);
            }

            return at is not null;
        }

        Assert.Empty(CommandRules.All.Where(rule => rule.Kind != RuleKind.Unserved && !Exists(rule.Ours["ov ".Length..])).Select(rule => rule.Ours));
        // When one of these is made: move it to the kept ones, and put its lines into the table above.
        Assert.Empty(CommandRules.All.Where(rule => rule is { Kind: RuleKind.Unserved, Program: ForeignProgram.Overstory } && Exists(rule.Verb)).Select(rule => rule.Verb));
    }

    private void AssertTaken(string line)
    {
        var words = Regex.Matches(line, @"(?:""[^""]*""|'[^']*'|[^\s""'])+").Select(match => Regex.Replace(match.Value, "^(--[a-z-]+=)?[\"'](.*)[\"']$", "$1$2")).Skip(1);
        Assert.Empty(_root.Parse([.. words], new ParserConfiguration { ResponseFileTokenReplacer = null }).Errors.Select(error => $"{line}: {error.Message}"));
    }
}
