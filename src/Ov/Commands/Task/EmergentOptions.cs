using System.CommandLine;
using Ov.Cli;
using Ov.Cli.Completion;
using Ov.Core;
using Ov.Core.Completing;
using Ov.Core.Planning;
using Ov.Core.Tasks;

namespace Ov.Commands.Tasks;

/// <summary>What <c>task add --type emergent</c> says beside a task that somebody asked for.</summary>
internal sealed class EmergentOptions
{
    private const string Emergent = "emergent";

    private readonly ChoiceOption _type = new("--type", ["planned", Emergent]) { Description = "planned, or emergent: nobody asked for it.", HelpName = "word" };

    private readonly Option<string?> _hypothesis = new("--hypothesis") { Description = "Of an emergent one: if this is done, that follows.", HelpName = "text" };

    private readonly Option<string?> _domain = new Option<string?>("--domain") { Description = "Of an emergent one: testing, stability, performance…", HelpName = "word" }.Completes(Candidate.Text);

    private readonly Option<string[]> _validation = new("--validation") { Description = "Of an emergent one: what will show it; repeat for several.", HelpName = "text" };

    private readonly Option<bool> _tangential = new("--tangential") { Description = "Of an emergent one: it lies beside the goals of the run." };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _type, _hypothesis, _domain, _validation, _tangential })
        {
            command.Add(option);
        }
    }

    /// <summary>Null for a task that somebody asked for.</summary>
    /// <exception cref="OvException">usage.</exception>
    public EmergentDraft? In(ParseResult parse)
    {
        var draft = new EmergentDraft(
            (parse.GetValue(_hypothesis) ?? "").Trim(), (parse.GetValue(_domain) ?? "").Trim(), TaskText.Clean(parse.GetResult(_validation) is null ? [] : parse.GetValue(_validation) ?? []), parse.GetValue(_tangential));
        return parse.GetValue(_type) == Emergent ? draft
            : draft is { Hypothesis: "", Domain: "", Validation.Count: 0, Tangential: false } ? null
            : throw new OvException(ErrorCode.Usage, "A hypothesis, a domain and a validation belong to work that nobody asked for.", "Add --type emergent.");
    }
}
