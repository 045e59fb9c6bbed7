using System.CommandLine;
using System.Text.Json.Serialization;
using Ov.Cli;
using Ov.Core;
using Ov.Core.RoleTexts;

namespace Ov.Commands;

/// <summary><c>ov update</c>: brings the project's copies of our texts to this version.</summary>
internal static class UpdateCommand
{
    /// <summary>Overstory's choices of what to refresh; of these kinds only role definitions lie in the tree.</summary>
    private static readonly string[] Kinds = ["--manifest", "--hooks"];

    public static Command Create(CommandRunner runner)
    {
        var agents = new Option<bool>("--agents") { Description = "Only the role definitions, as always here.", Hidden = true };
        var dryRun = new Option<bool>("--dry-run") { Description = "Tell what would be done." };
        var command = new Command("update", "Bring the project's unedited role definitions to this version") { agents, dryRun };
        foreach (var kind in Kinds)
        {
            command.Options.Add(new Option<bool>(kind) { Hidden = true });
        }

        var guide = new CommandGuide("ov update", "ov update --dry-run")
        {
            Answer = () => UpdateJson.Default.UpdateAnswer, Refusals = [ErrorCode.UnsafeStorage], SeeAlso = ["init", "help agents"],
            About = "The definitions lie in .overstory/agent-defs. One that is as ov wrote it is replaced by this version's; an edited one is never touched, "
                + "and one that was removed stays away. Nothing is committed.",
        };
        return runner.Define(command, guide, (app, parse) =>
        {
            var rehearsed = parse.GetValue(dryRun);
            var files = new RoleTextFiles(app.Project.Root);
            var changes = files.Compare();
            if (!rehearsed)
            {
                files.Apply(changes);
            }

            return CommandResult.Of(new UpdateAnswer(rehearsed, changes), () => UpdateJson.Default.UpdateAnswer, Write);
        });
    }

    private static void Write(UpdateAnswer answer, TextView view)
    {
        var (done, changes) = (answer.DryRun ? "Would write" : "Wrote", answer.AgentDefs);
        foreach (var role in changes.Added.Concat(changes.Updated))
        {
            view.Line($"{done} {RoleTextFiles.Folder}/{role}.md");
        }

        if (changes.Edited.Count > 0)
        {
            view.Line($"Edited, left alone: {string.Join(", ", changes.Edited)}");
        }

        if (changes.Added.Count + changes.Updated.Count == 0)
        {
            view.Ok("Already up to date");
        }
    }
}

/// <param name="AgentDefs">Roles by what becomes of their definition.</param>
internal sealed record UpdateAnswer(bool DryRun, RoleTextChanges AgentDefs);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(UpdateAnswer))]
internal sealed partial class UpdateJson : JsonSerializerContext;
