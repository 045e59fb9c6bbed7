namespace Ov.Core.Processes;

/// <summary>Whether a remembered process still runs. Unknown is a legal answer, and never a reason to end or replace anything.</summary>
public enum Liveness
{
    Alive,
    Dead,
    Unknown,
}
