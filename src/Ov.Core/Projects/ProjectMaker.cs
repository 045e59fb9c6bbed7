using Ov.Core.Adopting;
using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Git;
using Ov.Core.Ledger;
using Ov.Core.Runtimes;

namespace Ov.Core.Projects;

/// <summary>
/// Makes a project of a repository: the ledger in the common git folder, two files in the tree. Commits nothing, edits nothing
/// that exists. Whoever makes the ledger owns it, so the first operator token is born in its first transaction.
/// </summary>
public static class ProjectMaker
{
    private const string IdKey = "project_id";

    public static MadeProject Make(OvApp app, ProjectDraft draft, bool dryRun = false)
    {
        app.Git.RequireVersion();
        RefuseLinks(app.Project);
        var folder = OverstoryFolder.Of(app.Project);
        // Under another commit's policy the tree may be a stranger's, and nothing in it is imported.
        if (folder is null || draft.Adoption == AdoptionMode.None || draft.PolicyFrom is not null || app.Policy is not null || IsAgent(app))
        {
            return Make(app, draft, dryRun, null) with { Adoption = folder is null ? null : AdoptionReport.Skipped };
        }

        if (dryRun)
        {
            return Make(app, draft, dryRun, null) with { Adoption = Adoption.Rehearse(app, folder, draft.Adoption) };
        }

        // Read, decided and possibly refused before anything is made.
        using var adoption = Adoption.Read(app, folder);
        if (draft.Adoption == AdoptionMode.Quiet)
        {
            adoption.RequireQuiet();
        }

        return Make(app, draft, dryRun, adoption);
    }

    private static MadeProject Make(OvApp app, ProjectDraft draft, bool dryRun, Adoption? adoption)
    {
        var project = app.Project;
        if (IsMade(app))
        {
            return Again(app, draft, dryRun) with { Adoption = adoption?.Import() };
        }

        RequireCommit(app, draft);
        StorageProbe.Require(Directory.Exists(project.Files.Folder) ? project.Files.Folder : project.CommonDir);
        var (check, guessed) = Check(project, draft);
        if (dryRun)
        {
            return Outcome(app, true, ProjectFiles.Missing(project), check, guessed, approved: false);
        }

        if (!MakeLedger(app, draft))
        {
            // Somebody else made it since we looked.
            return Again(app, draft, dryRun) with { Adoption = adoption?.Import() };
        }

        if (draft.PolicyFrom is { } source)
        {
            PolicySource.Choose(app, source);
            return Outcome(app, true, [], null, false, false);
        }

        var hadConfig = File.Exists(Path.Combine(project.Root, ConfigReader.SharedFile));
        var written = ProjectFiles.Write(project, draft.Name ?? project.Name, BranchGuess.Default(app), check, KnownAgentPrograms.Default(app.Environment.Variables));
        var mine = hadConfig ? null : check;
        var approved = mine is not null && Approve(app, draft, mine, guessed);
        return Outcome(app, true, written, mine, guessed, approved) with { Adoption = adoption?.Import() };
    }

    private static bool IsMade(OvApp app) => app.Project.IsInitialised && app.Ledger.Read(sql => Meta.Get(sql, IdKey)) is not null;

    private static MadeProject Again(OvApp app, ProjectDraft draft, bool dryRun)
    {
        if (draft.TokenFile is not null)
        {
            throw new OvException(
                ErrorCode.State, "This project is initialised already, so no first token is given out.", "The operator makes further ones: 'ov token create <name>'.");
        }

        RequireCommit(app, draft);
        if (draft.PolicyFrom is { } source)
        {
            return AnotherPolicy(app, source, dryRun);
        }

        var written = !draft.Refresh ? []
            : dryRun ? ProjectFiles.Missing(app.Project)
            : ProjectFiles.Write(app.Project, draft.Name ?? app.Project.Name, BranchGuess.Default(app), null, KnownAgentPrograms.Default(app.Environment.Variables));
        return Outcome(app, false, written, null, false, false);
    }

    /// <summary>Before anything is made, so that a wrong name changes nothing.</summary>
    private static void RequireCommit(OvApp app, ProjectDraft draft)
    {
        if (draft.PolicyFrom is { } name && new GitRefs(app.Git).Resolve(app.Project.CommonDir, name) is null)
        {
            throw PolicySource.Missing(name);
        }
    }

    private static MadeProject AnotherPolicy(OvApp app, string source, bool dryRun)
    {
        if (!app.Caller.IsOperator)
        {
            throw new OvException(ErrorCode.Identity, "Only the operator chooses whose settings count.", "Use a terminal, or an operator token in OV_OPERATOR_TOKEN.");
        }

        if (!dryRun)
        {
            PolicySource.Choose(app, source);
        }

        return Outcome(app, false, [], null, false, false);
    }

    /// <summary>A link could lead our files out of the repository, or a stranger's into it.</summary>
    private static void RefuseLinks(Project project)
    {
        foreach (var folder in new[] { project.Files.Folder, Path.Combine(project.Root, ProjectFiles.Folder) })
        {
            if (new DirectoryInfo(folder).LinkTarget is not null)
            {
                throw new OvException(ErrorCode.UnsafeStorage, $"{folder} is a symbolic link; ov keeps its files in real folders only.", "Remove the link, or move the folder it points to here.");
            }

            if (File.Exists(folder))
            {
                throw new OvException(ErrorCode.UnsafeStorage, $"{folder} is a file where a folder is needed.", "Move it away.");
            }
        }
    }

    private static (string? Command, bool Guessed) Check(Project project, ProjectDraft draft)
    {
        if (draft.Check is not null)
        {
            return (draft.Check.Trim() is { Length: > 0 } typed ? typed : null, false);
        }

        if (File.Exists(Path.Combine(project.Root, ConfigReader.SharedFile)) || CheckCommandGuess.For(project.Root) is not { } guess)
        {
            return (null, false);
        }

        var chosen = draft.Confirm is null ? guess : draft.Confirm(guess);
        return (chosen, chosen == guess);
    }

    /// <summary>False when the ledger turned out to be made already.</summary>
    private static bool MakeLedger(OvApp app, ProjectDraft draft)
    {
        using var token = draft.TokenFile is null ? null : SecretFile.Create(draft.TokenFile);
        PrivateLedger.Prepare(app.Project.Files);
        using var ledger = OvLedger.Create(app.Project.Files, app.Environment);
        var made = ledger.Write(tx =>
        {
            if (Meta.Get(tx.Sql, IdKey) is not null)
            {
                return false;
            }

            Meta.Set(tx, IdKey, tx.NewId("project"));
            if (draft.IsTest)
            {
                Meta.Set(tx, "test", "1");
            }

            token?.Write(OperatorTokenStore.Create(tx, "init"));
            tx.Record(new EventDraft("project.initialised") { Actor = Caller.OperatorName, Text = draft.Name ?? app.Project.Name });
            return true;
        });
        if (made)
        {
            token?.Keep();
        }

        app.CloseLedger();
        return made;
    }

    /// <summary>Only the operator's own word approves a command: what he typed, or a guess that he confirmed.</summary>
    private static bool Approve(OvApp app, ProjectDraft draft, string check, bool guessed)
    {
        var trust = TrustStore.For(app.Environment.Variables);
        if (trust.Folder is null || (guessed && draft.Confirm is null) || !IsOperator(app, draft))
        {
            return false;
        }

        foreach (var gate in app.Config.Gates.Where(gate => gate.ExactText == check))
        {
            trust.Approve(app.Project.Root, gate, callerIsOperator: true);
        }

        return true;
    }

    private static bool IsOperator(OvApp app, ProjectDraft draft)
    {
        if (draft.TokenFile is not null)
        {
            return true;
        }

        // A token in the environment is of another project: this one has none yet.
        var variables = app.Environment.Variables.Where(v => v.Key is not ("OV_OPERATOR_TOKEN" or "OVERSTORY_AGENT_NAME")).ToDictionary();
        return !IsAgent(app) && CallerResolver.Resolve(app.Environment with { Variables = variables }, app.Project, app.Ledger, null).IsOperator;
    }

    private static bool IsAgent(OvApp app) => app.Environment.Variable("OVERSTORY_AGENT_NAME") is { Length: > 0 };

    private static MadeProject Outcome(OvApp app, bool isNew, IReadOnlyList<string> written, string? check, bool guessed, bool approved)
    {
        var project = app.Project;
        var trust = TrustStore.For(app.Environment.Variables);
        var untrusted = trust.Untrusted(project.Root, ConfiguredCommands.All(app.Config)).Select(c => c.ShownText).ToList();
        return new MadeProject(
            isNew, ProjectName.Of(app), project.Root,
            Path.GetRelativePath(project.Root, project.Files.Database), written, check, guessed, approved, untrusted, Notes(app));
    }

    private static List<string> Notes(OvApp app)
    {
        var notes = new List<string>();
        if (app.Policy is { } policy)
        {
            notes.Add($"Settings are those of {policy.Name} ({policy.Commit[..12]}); nothing in the working tree changes them, and no git hook runs.");
        }

        notes.AddRange(app.Config.Problems.Select(problem => problem.ToString()));
        return notes;
    }
}
