namespace Ov.Core.Config;

/// <summary>One finding in the configuration: an error breaks the value it names and nothing else, a warning breaks nothing.</summary>
/// <param name="Key">The key as written, such as <c>agents.maxConcurrent</c> or <c>gates[1].command</c>.</param>
/// <param name="Sentence">What is wrong and what would be right.</param>
public sealed record ConfigProblem(bool IsError, string Key, ConfigOrigin Origin, string Sentence)
{
    /// <summary>One line, safe to print whatever the file holds.</summary>
    public string Sentence { get; } = Visible.Text(Sentence);

    public override string ToString() => $"{Origin}: {Sentence}";
}
