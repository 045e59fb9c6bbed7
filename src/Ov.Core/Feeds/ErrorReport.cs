namespace Ov.Core.Feeds;

/// <summary>What went wrong, alike things together; and the newest of them one by one, as Overstory lists them.</summary>
/// <param name="Groups">The one that happened last comes first.</param>
/// <param name="Looked">So many events were grouped; <paramref name="More"/> tells whether there are older ones.</param>
public sealed record ErrorReport(IReadOnlyList<ErrorGroup> Groups, IReadOnlyList<FeedEvent> Events, int Total, int Looked, bool More, long Next);

/// <summary>The same thing gone wrong, once or often.</summary>
/// <param name="Text">Of the last time.</param>
/// <param name="Agents">Whom it happened to, by name.</param>
/// <param name="LastSeq">Its last event: <c>ov feed --after</c> one less shows what followed.</param>
public sealed record ErrorGroup(
    string EventType, string Level, string Text, int Count, DateTimeOffset FirstAt, DateTimeOffset LastAt, IReadOnlyList<string> Agents, long LastSeq);
