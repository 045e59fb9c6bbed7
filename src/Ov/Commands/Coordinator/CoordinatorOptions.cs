using System.CommandLine;
using Ov.Cli.Completion;
using Ov.Core.Completing;

namespace Ov.Commands.Coordinators;

/// <summary>Options that several of the verbs have.</summary>
internal static class CoordinatorOptions
{
    public static Option<string?> Name(string role) => new Option<string?>("--name") { Description = $"Which {role}, where several run.", HelpName = "name" }.Completes(Candidate.LiveAgent);

    public static Option<string?> Subject(string standard) => new Option<string?>("--subject") { Description = $"What it is about; \"{standard}\" when not given.", HelpName = "text" }.Completes(Candidate.Text);

    public static Argument<string?> Text(string description) => new Argument<string?>("text") { Description = $"{description}; or --body, --file, standard input.", Arity = ArgumentArity.ZeroOrOne }.Completes(Candidate.Text);
}
