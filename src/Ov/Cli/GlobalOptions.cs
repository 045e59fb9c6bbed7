using System.CommandLine;
using Ov.Core;

namespace Ov.Cli;

/// <summary>The options that every command takes, before or after its name.</summary>
internal sealed class GlobalOptions
{
    public Option<string?> Project { get; } = new("--project", "-C")
    {
        Description = "Work on the repository that holds this folder.", HelpName = "dir", Recursive = true,
    };

    public Option<string?> Run { get; } = new("--run") { Description = "The run meant, by name or id.", HelpName = "run", Recursive = true };

    public Option<bool> Json { get; } = new("--json") { Description = "Answer with one JSON document.", Recursive = true };

    public Option<bool> Quiet { get; } = new("--quiet", "-q") { Description = "Leave out done-marks and hints.", Recursive = true };

    public Option<bool> Verbose { get; } = new("--verbose") { Description = "Show statements and the trace of a defect.", Recursive = true };

    public Option<bool> Timing { get; } = new("--timing") { Description = "Print the time taken on stderr.", Recursive = true };

    public Option<bool> Yes { get; } = new("--yes", "-y") { Description = "Answer every confirmation with yes.", Recursive = true };

    public Option<string?> Color { get; } = Colors();

    public IEnumerable<Option> All => [Project, Run, Json, Quiet, Verbose, Timing, Yes, Color];

    public OvOptions Read(ParseResult parse) => new(
        parse.GetValue(Project), parse.GetValue(Run), parse.GetValue(Json), parse.GetValue(Quiet), parse.GetValue(Verbose),
        parse.GetValue(Timing), parse.GetValue(Yes), parse.GetValue(Color) ?? "auto");

    private static ChoiceOption Colors() =>
        new("--color", ["auto", "always", "never"], "auto") { Description = "auto, always or never.", HelpName = "when", Recursive = true };
}
