using System.Text;
using Ov.Core.Config;
using Ov.Core.Ledger;
using Ov.Core.Notes;
using Ov.Core.Runtimes;
using Ov.Core.Runtimes.Exec;

namespace Ov.Core.Agents;

/// <summary>Gathers what a runtime may know of a turn: prompt, role, model, rights, environment.</summary>
internal sealed class TurnPreparation(OvApp app, AgentFiles files)
{
    public TurnContext Of(ClaimedTurn turn)
    {
        var prompt = files.Prompt(turn.Number);
        return Of(turn.Agent, prompt, Prompt(turn), AgentEnvironment.OfTurn(app.Environment.Variables, prompt));
    }

    /// <summary>The same without a turn: for a person who goes on by hand.</summary>
    public TurnContext Of(AgentRecord agent, string promptFile, string prompt, IReadOnlyDictionary<string, string> variables)
    {
        var own = OwnProgramLink.Ensure(app.Project.Files);
        var settings = TurnChoices.Try(() => app.Config.Runtimes.All, new Dictionary<string, RuntimeOverride>()).GetValueOrDefault(agent.Runtime);
        var program = Path.Combine(own, "ov");
        return new TurnContext(
            agent, TurnChoices.Access(app, agent.Role, settings), promptFile, prompt, files.Folder, app.Project.Root, program, variables)
        {
            // By the worktree and the name, because not every runtime hands its environment on.
            Mcp = Runtimes(app).Find(agent.Runtime) is { } runtime ? TurnChoices.Mcp(app, runtime.Traits, agent.Role, settings, [program, "--project", agent.Worktree ?? app.Project.Root, "mcp", "--agent", agent.Name]) : null,
            Model = TurnChoices.Model(agent.Model ?? settings?.Model, settings), Effort = settings?.Effort, Tools = TurnChoices.Tools(app, agent.Role), ExtraArguments = TurnChoices.Extra(app, settings), CommonDir = app.Project.CommonDir, RoleFile = File.Exists(files.Role) ? files.Role : null,
        };
    }

    /// <summary>A configuration that got broken meanwhile leaves the runtimes that need none.</summary>
    public static RuntimeList Runtimes(OvApp app) => TurnChoices.Try(() => RuntimeList.In(app.Config), RuntimeList.Known);

    /// <summary>A session that goes on has read the assignment already: only what is new is paid for. A new incarnation is told what it is.</summary>
    private string Prompt(ClaimedTurn turn) => turn.Agent.Session is null || turn.Number == 1
        ? TurnPrompt.Render(RoleInFront(turn.Agent) + Overlay(turn), turn.Claim.Messages, turn.Marker)
        : turn.Agent.Context?.Warning + TurnPrompt.Later(turn.Claim.Messages, turn.Marker);

    /// <summary>For a runtime that has no other place for it. A command of exec is no model, as far as ov knows.</summary>
    private string RoleInFront(AgentRecord agent) =>
        agent.Runtime != ExecRuntime.Word && Runtimes(app).Find(agent.Runtime) is { Traits.TakesRole: false } && File.Exists(files.Role)
            ? File.ReadAllText(files.Role, Encoding.UTF8).TrimEnd() + "\n\n" : "";

    /// <summary>The overlay is a projection: when its file is gone it is rendered from the rows again. What the agent wrote down since then follows.</summary>
    private string Overlay(ClaimedTurn turn)
    {
        if (!File.Exists(files.Overlay))
        {
            return app.Ledger.Read(sql => Core.Runtimes.Overlay.Render(OverlayFacts.Of(sql, turn.Agent)));
        }

        var overlay = File.ReadAllText(files.Overlay, Encoding.UTF8);
        var checkpoint = turn.Number == 1 ? null : app.Ledger.Read(sql => NoteStore.Newest(sql, NoteKind.Checkpoint, turn.Agent.Name, turn.Agent.RunId))?.Body.TrimEnd();
        return checkpoint is null || overlay.Contains(checkpoint, StringComparison.Ordinal) ? overlay : $"{overlay.TrimEnd()}\n\n## Your checkpoint\n\n{checkpoint}\n";
    }
}
