using Ov.Core.Config;
using Ov.Core.Text;

namespace Ov.Core.Agents;

/// <summary>
/// A profile: instructions that a project keeps for some of its agents. A plain text is appended as it is; with front matter it may bear a label, a message
/// with variables, and what the work must be like (S0-80).
/// </summary>
/// <param name="Flow">How the work goes, as it is.</param>
public sealed record Profile(string Name, string Flow)
{
    public string? Label { get; init; }

    /// <summary>What is said beside the flow, with <c>{variables}</c> and the placeholders of <c>--prompt</c>.</summary>
    public string? Message { get; init; }

    /// <summary>Names that a sling gives values to.</summary>
    public IReadOnlyList<string> Variables { get; init; } = [];

    /// <summary>Its tasks need a spec.</summary>
    public bool NeedsSpec { get; init; }

    /// <summary>For roles that only read.</summary>
    public bool IsNonCoding { get; init; }

    /// <summary>For agents with a task.</summary>
    public bool IsForTasks { get; init; }

    /// <summary>Placeholders of the message that nobody declared; they stay as they are written.</summary>
    private IReadOnlyList<string> Undeclared => Message is null ? [] : [.. EnvTemplate.WordsOf(Message).Except(Variables).Where(word => !SlingPrompt.Knows(word))];

    /// <summary>What whoever uses it should know, and nothing that keeps it from being used.</summary>
    public IReadOnlyList<string> Warnings =>
    [
        .. Variables.Except(EnvTemplate.WordsOf(Message ?? "")).Select(name => $"The profile {Name} declares the variable {name}, and its message does not use it."),
        .. Undeclared.Select(word => $"The message of the profile {Name} uses {{{word}}}, which it does not declare; it stays as it is written."),
    ];

    /// <summary>Each value is of a variable, and each variable has its value.</summary>
    /// <exception cref="OvException">usage naming the variable.</exception>
    public void RequireValues(IReadOnlyDictionary<string, string> values)
    {
        if (values.Keys.FirstOrDefault(name => !Variables.Contains(name)) is { } unknown)
        {
            throw new OvException(
                ErrorCode.Usage, $"The profile {Name} has no variable '{unknown}'.{Nearest.Sentence(unknown, Variables)}", Variables.Count == 0 ? "It has none at all." : $"Its variables: {string.Join(", ", Variables)}.");
        }

        if (Variables.FirstOrDefault(name => !values.ContainsKey(name)) is { } missing)
        {
            throw new OvException(ErrorCode.Usage, $"The profile {Name} needs a value for its variable '{missing}'.", $"Give it: ov sling <task> --profile {Name} --set {missing}=<value>");
        }
    }

    /// <exception cref="OvException">usage naming what does not fit.</exception>
    public void RequireWork(Role role, bool hasTask, bool hasSpec)
    {
        if (IsForTasks && !hasTask)
        {
            throw new OvException(ErrorCode.Usage, $"The profile {Name} is for agents with a task, and {Article.Of(role.Name)} starts without one.", "Choose another, or leave --profile out.");
        }

        if (IsNonCoding && !role.IsReadOnly)
        {
            throw new OvException(ErrorCode.Usage, $"The profile {Name} is for work without code, and {Article.Of(role.Name)} writes.", "Choose a role that only reads, such as --role scout, or another profile.");
        }

        if (NeedsSpec && !hasSpec)
        {
            throw new OvException(ErrorCode.Usage, $"The profile {Name} needs a task with a spec, and this one has none.", "Write it first: ov spec write <task> --body \"...\", or name a file: --spec <file>");
        }
    }

    /// <param name="fill">Fills a message in; what is not to be filled in comes as a value of itself.</param>
    public string Render(IReadOnlyDictionary<string, string> values, Func<string, IReadOnlyDictionary<string, string>, string> fill) => string.Join("\n\n", new[]
    {
        Label is null ? null : $"## {Label}", Flow.Trim(), Message is null ? null : fill(Message, values.Concat(Undeclared.Select(word => KeyValuePair.Create(word, $"{{{word}}}"))).ToDictionary()).Trim(),
    }.Where(part => !string.IsNullOrEmpty(part)));
}
