using Ov.Cli;

namespace Ov.Commands;

/// <summary>What <c>init</c> tells people.</summary>
internal static class InitView
{
    public static void Write(InitAnswer answer, TextView view)
    {
        var isNew = answer.Tools.Overstory.Status == "initialized";
        if (answer.DryRun)
        {
            view.Line(isNew ? $"Would initialise ov for {answer.Project}." : $"{answer.Project} is initialised already.");
        }
        else if (isNew)
        {
            view.Ok($"Initialised ov for {answer.Project}");
        }
        else
        {
            view.Line($"{answer.Project} is initialised already; {(answer.Written.Count == 0 ? "nothing was changed." : "missing files were written.")}");
        }

        WriteFacts(answer, view);
        foreach (var note in answer.Notes.Concat(answer.OtherOv.Select(path => $"Another program named ov is on your PATH: {path}")))
        {
            view.Warn(note);
        }

        WriteNext(answer, view);
    }

    private static void WriteFacts(InitAnswer answer, TextView view)
    {
        Fact(view, "Ledger", $"{answer.Ledger} (local, never committed)");
        Fact(view, answer.DryRun ? "Would write" : "Wrote", string.Join(", ", answer.Written));
        if (answer.Check is { } check)
        {
            Fact(view, "Check", $"{check.Command} ({(check.Guessed ? "guessed, " : "")}{(check.Approved ? "approved here" : "not approved yet")})");
        }

        Fact(view, "Agents", answer.Runtimes.Count > 0 ? $"{string.Join(", ", answer.Runtimes)} on the PATH; {answer.DefaultRuntime} is used unless told otherwise" : "none of the known programs is on the PATH");
        var limits = answer.Limits;
        Fact(view, "Limits", $"{limits.MaxConcurrent} agents at once, {(limits.MaxAgentsPerLead == 0 ? "any number" : limits.MaxAgentsPerLead)} per lead, depth {limits.MaxDepth}");
        Fact(view, "Token", answer.TokenFile ?? "");
        if (answer.Adoption is { } adoption)
        {
            AdoptionView.Write(adoption, view);
        }

        if (answer.Untrusted.Count > 0 && !answer.DryRun)
        {
            view.Line();
            view.Line("Not approved to run on this machine (the operator does it with --trust):");
            foreach (var command in answer.Untrusted)
            {
                view.Line($"  {command}");
            }
        }
    }

    private static void WriteNext(InitAnswer answer, TextView view)
    {
        if (view.Quiet || answer.DryRun)
        {
            return;
        }

        view.Line();
        if (answer.Next is not null)
        {
            view.Line("Nothing was committed. To keep the settings:");
            view.Hint(answer.Next);
        }

        if (answer.Runtimes.Count == 0)
        {
            view.Line("Install a coding agent ('ov runtime list' names those it knows), or see scripted ones at work first:");
            view.Hint("ov demo");
        }

        view.Line("Next:");
        view.Hint("ov sling \"Fix the flaky login test\"");
    }

    private static void Fact(TextView view, string name, string value)
    {
        if (value.Length > 0)
        {
            view.Line($"  {name,-12}{value}");
        }
    }
}
