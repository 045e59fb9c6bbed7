namespace Ov.Core.Agents;

/// <summary>What becomes of the task that an ending agent holds.</summary>
public enum TaskAfter
{
    /// <summary>Back to pending: somebody else may take it up; its attempts stay counted.</summary>
    Release,

    /// <summary>Stays with the ended agent until its successor takes it over in the same transaction.</summary>
    Keep,

    /// <summary>Failed: trying again needs a decision.</summary>
    Fail,
}
