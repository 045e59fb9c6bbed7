using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Lessons;
using Ov.Core.Text;

namespace Ov.Commands.Lessons;

/// <summary><c>ov note lesson import</c>: takes over lessons that lie in files.</summary>
internal static class LessonImportCommand
{
    private const int SkippedShown = 20;

    public static Command Create(CommandRunner runner)
    {
        var folder = new Argument<string?>("folder") { Description = "A .mulch folder, or one of .jsonl files (.mulch at the project's root).", Arity = ArgumentArity.ZeroOrOne };
        var agent = CallerOption.Create();
        return runner.Define(
            new Command("import", "Take over lessons from .mulch files") { folder, agent },
            new CommandGuide("ov note lesson import", "ov note lesson import ../old/.mulch --json")
            {
                Answer = () => LessonJson.Default.LessonImport, Refusals = [ErrorCode.NotFound], Writes = true,
                About = "One file of JSON lines a domain, as .mulch/expertise holds them. The files stay as they are. Doing it again adds only what is new;\na line that is no lesson is named and skipped. What lies in its archive folder is taken over as retired.",
            },
            (app, parse) =>
            {
                var path = parse.GetValue(folder) is { } given ? Path.GetFullPath(given, app.Environment.WorkingDirectory) : Path.Combine(app.Project.Root, LessonImporter.DefaultFolder);
                return CommandResult.Of(LessonImporter.Import(app, app.CallerAs(parse.GetValue(agent)), path), () => LessonJson.Default.LessonImport, Write);
            });
    }

    private static void Write(LessonImport import, TextView view)
    {
        view.Ok($"{import.Added} lessons added, {import.Existing} known already, {import.Superseded} superseded ({import.Read} lines in {import.Files} files)");
        foreach (var line in import.Skipped.Take(SkippedShown))
        {
            view.Warn($"{VisibleText.OneLine(line.File)}:{line.Line} skipped: {line.Why}");
        }

        if (import.Skipped.Count > SkippedShown)
        {
            view.Warn($"{import.Skipped.Count - SkippedShown} more lines were skipped; --json names them all.");
        }
    }
}
