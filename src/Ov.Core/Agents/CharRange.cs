namespace Ov.Core.Agents;

/// <summary>Characters from one to another, both included.</summary>
public readonly record struct CharRange(char First, char Last);
