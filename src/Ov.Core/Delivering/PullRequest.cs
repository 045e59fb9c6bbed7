namespace Ov.Core.Delivering;

/// <summary>A request to take a run's branch, at the place where its remote lies.</summary>
/// <param name="Program">What speaks with that place: <c>gh</c> or <c>glab</c>.</param>
/// <param name="Url">Null in a dry run.</param>
/// <param name="WasOpen">It had been made before and now shows the branch as it is.</param>
/// <param name="Commands">What does the same when typed by hand.</param>
public sealed record PullRequest(string Program, string Remote, string? Url, bool WasOpen, IReadOnlyList<string> Commands);
