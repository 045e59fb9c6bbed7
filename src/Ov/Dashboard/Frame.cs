namespace Ov.Dashboard;

/// <summary>How a stretch of text stands out. Weight and reversal only, never colour: what they say stands in words or marks too.</summary>
internal enum Look
{
    Plain,
    Strong,
    Faint,
    Selected,
}

/// <summary>A stretch of text of one look.</summary>
internal sealed record FrameSpan(string Text, Look Look);

/// <summary>Everything on the screen, line by line; each line fills the width.</summary>
internal sealed record Frame(IReadOnlyList<IReadOnlyList<FrameSpan>> Lines)
{
    /// <summary>The same as plain text, for <c>--once</c> and for tests.</summary>
    public IEnumerable<string> Text => Lines.Select(line => string.Concat(line.Select(span => span.Text)).TrimEnd());

    public bool ShowsTheSame(Frame? other) => other is not null && Lines.Count == other.Lines.Count && Lines.Zip(other.Lines).All(pair => pair.First.SequenceEqual(pair.Second));
}
