using Ov.Cli;
using Ov.Core.Ledger;
using Ov.Core.Runtimes;
using Ov.Core.Runtimes.Survey;
using Ov.Core.Runtimes.Trial;
using Ov.Core.Shells;
using Ov.Core.Text;

namespace Ov.Commands.Runtimes;

/// <summary>Runtimes for people.</summary>
internal static class RuntimeView
{
    public static void WriteList(RuntimeListAnswer answer, TextView view)
    {
        view.Table(
            ["NAME", "HERE", "TESTED", "CAN", "GUARD", "PATH"],
            answer.Runtimes.Select(one => new[] { one.IsDefault ? one.Name + " *" : one.Name, Here(one), Tested(one), Can(one), Guard(one.Guard), one.Path ?? "-" }),
            "CAN", "PATH");
        view.Hint("* is used unless told otherwise. 'ov runtime show <name>' tells all of one.");
    }

    public static void WriteOne(RuntimeShowAnswer answer, TextView view)
    {
        var one = answer.Runtime;
        view.Heading($"{one.Name}: {one.Title}");
        view.Line($"  Here: {(one.Path is { } path ? $"{one.Version ?? "version not known"} at {path}" : one.Program is { } program ? $"no, there is no '{program}' on the PATH" : "always")}");
        view.Line($"  Tested: {Tested(one)}");
        view.Line($"  Can: {Can(one)}");
        view.Line($"  Guard: {one.GuardWords}.");
        view.Line($"  Tools: {one.ToolsWords}.");
        view.Line($"  Screen: {one.ScreenWords}.");
        view.Line($"  Desk: {one.DeskWords}.");
        view.Line($"  Outbox: {answer.OutboxWords}.");
        view.Heading("Permission");
        // Most of the table has one command line, whatever the role.
        if (answer.Permissions.Select(mode => mode.Permission).Distinct().Count() == 1)
        {
            view.Line($"  every role: {answer.Permissions[0].Permission}");
        }

        foreach (var mode in answer.Permissions.Where(mode => answer.Permissions.Any(other => other.Permission != mode.Permission)))
        {
            view.Line($"  {Word(mode.Mode)}{(mode.Available ? "" : " (not given: it takes 'permission: full' in the configuration, approved)")}: {mode.Permission}");
        }

        if (answer.Settings.Count > 0)
        {
            view.Heading("Configuration");
            foreach (var setting in answer.Settings)
            {
                view.Line($"  {setting.Key}: {setting.Value} ({setting.Origin})");
            }
        }

        WriteRehearsal(answer.Rehearsal, view);
    }

    private static void WriteRehearsal(RuntimeRehearsal turn, TextView view)
    {
        view.Heading($"A turn of {Article.Of(turn.Role)} (access {Word(turn.Access)})");
        view.Line($"  {ShellQuote.Line(turn.Command)}");
        if (turn.ResumeCommand is { Count: > 0 } resume)
        {
            view.Line($"  later: {ShellQuote.Line(resume)}");
        }

        if (turn.InheritCommand is { Count: > 0 } inherit)
        {
            view.Line($"  with --inherit: {ShellQuote.Line(inherit)}");
        }

        if (turn.ByHandCommand is { Count: > 0 } byHand)
        {
            view.Line($"  by hand (ov attach): {ShellQuote.Line(byHand)}");
        }

        view.Line($"  standard input: {turn.Input}");
        foreach (var variable in turn.Variables)
        {
            view.Line(variable.Value.Length == 0 ? $"  without {variable.Name}" : $"  with {variable.Name}={ShellQuote.Word(variable.Value)}");
        }

        foreach (var file in turn.Files)
        {
            view.Line($"  private file: {file}");
        }
    }

    public static void WriteTest(RuntimeTestAnswer answer, TextView view)
    {
        foreach (var one in answer.Results)
        {
            view.Heading($"{one.Name}: {one.Outcome.Word()}");
            if (one.Reason is { } reason)
            {
                view.Line($"  {reason}.");
            }

            if (one.Outcome == TrialOutcome.Skipped)
            {
                continue;
            }

            view.Line($"  {ShellQuote.Line(one.Command)}");
            view.Line($"  Permission: {one.Permission}");
            view.Line($"  Guard: {one.GuardWords}.");
            foreach (var check in one.Checks)
            {
                view.Line($"  {(check.Proven ? "✓" : "✗")} {check.What}{(check.Way == "outbox" ? " (its sandbox forbids it; the host did it from the outbox)" : "")}");
            }

            foreach (var change in one.Changes)
            {
                view.Line($"  Changed: {change}");
            }

            if (one is { Outcome: TrialOutcome.Failed, Said: { } said })
            {
                view.Line($"  It said: {said}");
            }
        }
    }

    public static string Word(AccessMode mode) => mode switch { AccessMode.ReadOnly => "read-only", AccessMode.Workspace => "workspace", _ => "full" };

    private static string Here(RuntimeItem one) => !one.Installed ? "no" : one.Program is null ? "always" : one.Version ?? "yes";

    private static string Tested(RuntimeItem one) => one.Testing == RuntimeTesting.Untested ? "untested" : one.TestedVersion!;

    private static string Guard(GuardPath guard) => guard switch { GuardPath.BeforeTool => "before each tool", GuardPath.OwnPermissions => "its own permissions", _ => "afterwards" };

    private static string Can(RuntimeItem one) => string.Join(
        ", ",
        new[] { (one.Headless, "headless"), (one.Terminal, "tmux"), (one.Resume, "resume"), (one.Inherit, "inherit"), (one.Events, "events"), (one.Usage, "usage"), (one.Mcp, "MCP") }.Where(can => can.Item1).Select(can => can.Item2));
}
