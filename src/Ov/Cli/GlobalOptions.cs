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

    public Option<bool> Quiet { get; } = new("--quiet", "-q") { Description = "Only the answer: no done-marks, hints or progress.", Recursive = true };

    public Option<bool> Verbose { get; } = new("--verbose") { Description = "Tell every statement, git call and program with its time on stderr.", Recursive = true };

    public Option<bool> Timing { get; } = new("--timing") { Description = "Print the time taken and its parts on stderr.", Recursive = true };

    public Option<bool> Yes { get; } = new("--yes", "-y") { Description = "Answer every confirmation with yes.", Recursive = true };

    public Option<string?> Color { get; } = Colors();

    public IEnumerable<Option> All => [Project, Run, Json, Quiet, Verbose, Timing, Yes, Color];

    public OvOptions Read(ParseResult parse) => new(
        parse.GetValue(Project), parse.GetValue(Run), parse.GetValue(Json), parse.GetValue(Quiet), parse.GetValue(Verbose),
        parse.GetValue(Timing), parse.GetValue(Yes), parse.GetValue(Color) ?? "auto");

    /// <summary>As <see cref="Read"/> of a command line with a mistake: an option that cannot be read counts as not given.</summary>
    public OvOptions ReadLeniently(ParseResult parse)
    {
        return new OvOptions(Value(Project), Value(Run), Value(Json), Value(Quiet), Value(Verbose), Value(Timing), Value(Yes), Value(Color) ?? "auto");

        T? Value<T>(Option<T> option)
        {
            try
            {
                return parse.GetResult(option) is { } result && result.Errors.Any() ? default : parse.GetValue(option);
            }
            catch (InvalidOperationException)
            {
                return default;
            }
        }
    }

    private static ChoiceOption Colors() =>
        new("--color", ["auto", "always", "never"], "auto") { Description = "auto, always or never.", HelpName = "when", Recursive = true };
}
