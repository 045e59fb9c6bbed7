namespace Ov.Core.Showing;

/// <summary>A candidate for what somebody typed.</summary>
/// <param name="Kind">The word that ids of it begin with; <c>msg</c> for mail.</param>
public sealed record ThingName(string Kind, string Id, string Name);
