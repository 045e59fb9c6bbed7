using System.CommandLine;
using Ov.Cli;
using Ov.Core.Projects;

namespace Ov.Commands.Configs;

/// <summary><c>ov config edit</c>: a file in the person's editor; only what can be understood takes its place.</summary>
internal static class ConfigEditCommand
{
    public static Command Create(CommandRunner runner)
    {
        var local = ConfigCommands.Local();
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would be opened; change nothing." };
        var guide = new CommandGuide("ov config edit", "ov config edit --local")
        {
            Answer = () => ConfigJson.Default.ConfigEdit,
            About = "Opens a draft in VISUAL or EDITOR. When you close it, a draft without a new fault takes the file's place; another is kept, and opened\n"
                + "again by the next 'ov config edit'.",
        };
        return runner.Define(new Command("edit", "Edit a settings file in your editor (operator)") { local, dryRun }, guide, (app, parse) =>
        {
            var editor = new ConfigEditor(app, parse.GetValue(local));
            var edit = parse.GetValue(dryRun) ? editor.Plan() : editor.Run();
            return CommandResult.Of(edit, () => ConfigJson.Default.ConfigEdit, (done, view) =>
                view.Line(done.DryRun ? $"Would open {done.File} in {done.Editor}." : done.Changed ? $"{done.File} is changed." : $"{done.File} stays as it was."));
        });
    }
}
