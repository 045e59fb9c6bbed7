namespace Ov.Core.Merging;

/// <summary>The lines of one place where two sides changed the same; each line with its ending.</summary>
/// <param name="Line">Where it begins in our version, counted from 1.</param>
public sealed record ConflictRegion(int Line, IReadOnlyList<string> Base, IReadOnlyList<string> Ours, IReadOnlyList<string> Theirs)
{
    /// <summary>
    /// The side that holds both changes, because the other's change is contained in it: all its lines are there in order, and what it
    /// removed is gone. Null when that cannot be proven: then a person or an agent decides.
    /// </summary>
    public IReadOnlyList<string>? Holding =>
        Holds(Theirs, Ours) ? Theirs
        : Holds(Ours, Theirs) ? Ours
        : null;

    private bool Holds(IReadOnlyList<string> whole, IReadOnlyList<string> part)
    {
        if (whole.SequenceEqual(part))
        {
            return true;
        }

        if (!LineSets.IsSubsequence(part, whole) || LineSets.MovesLines(Base, part) || LineSets.MovesLines(Base, whole))
        {
            return false;
        }

        var (before, inPart, inWhole) = (LineSets.Count(Base), LineSets.Count(part), LineSets.Count(whole));
        if (before.Any(line => inPart.GetValueOrDefault(line.Key) < line.Value && inWhole.GetValueOrDefault(line.Key) > inPart.GetValueOrDefault(line.Key)))
        {
            return false;
        }

        // A line that one side took out may be the very one that the other side changed.
        if (part.Count < Base.Count)
        {
            return false;
        }

        // A lone bracket or blank line is in every other change too, which proves nothing.
        var added = inPart.Where(line => line.Value > before.GetValueOrDefault(line.Key)).Select(line => line.Key).ToList();
        return added.All(LineSets.Says) || (added.Any(LineSets.Says) && LineSets.IsRun(part, whole));
    }
}
