namespace Ov.Core.Merging;

/// <summary>
/// What to do next with a train: entries built one on top of the other and gated at their end. A pure decision over what is known of
/// its beginnings; beginning 0 is the target itself. Nothing is landed that was not green, and nobody is blamed for a gate that fails on
/// the target too, or that passes when asked again.
/// </summary>
/// <param name="Length">How many entries, from the first, it is about.</param>
public readonly record struct TrainStep(TrainDeed Deed, int Length)
{
    /// <param name="count">How many entries the train has; at least one.</param>
    /// <param name="known">Verdicts on its beginnings, by their length.</param>
    public static TrainStep For(int count, IReadOnlyDictionary<int, TrainVerdict> known)
    {
        if (!known.TryGetValue(count, out var whole))
        {
            return new(TrainDeed.Gate, count);
        }

        if (whole == TrainVerdict.Green)
        {
            return new(TrainDeed.Land, count);
        }

        if (!known.TryGetValue(0, out var target) || target == TrainVerdict.Red)
        {
            return new(TrainDeed.Gate, 0);
        }

        if (target == TrainVerdict.RedTwice)
        {
            return new(count == 1 ? TrainDeed.Leave : TrainDeed.Uncouple, count);
        }

        // The longest green beginning, and the shortest red one after it: between them is the entry that breaks the gates.
        var green = known.Where(k => k.Value == TrainVerdict.Green).Max(k => k.Key);
        var (red, verdict) = known.Where(k => k.Key > green).MinBy(k => k.Key);
        return red - green > 1 ? new(TrainDeed.Gate, (green + red) / 2)
            : verdict == TrainVerdict.Red ? new(TrainDeed.Gate, red)
            : new(TrainDeed.Land, green);
    }

    /// <summary>
    /// The beginnings to gate at once: what comes next, and what would come after it, whatever it says. Nothing is guessed while nothing
    /// is known: most trains are green.
    /// </summary>
    /// <param name="most">How many at most; at least one.</param>
    public static IReadOnlyList<int> Ahead(int count, IReadOnlyDictionary<int, TrainVerdict> known, int most)
    {
        var lengths = new List<int>();
        var worlds = new Queue<IReadOnlyDictionary<int, TrainVerdict>>([known]);
        while (lengths.Count < most && worlds.TryDequeue(out var world))
        {
            if (For(count, world) is not { Deed: TrainDeed.Gate, Length: var length })
            {
                continue;
            }

            if (!lengths.Contains(length))
            {
                lengths.Add(length);
            }

            if (known.ContainsKey(count))
            {
                worlds.Enqueue(new Dictionary<int, TrainVerdict>(world) { [length] = TrainVerdict.Green });
                worlds.Enqueue(new Dictionary<int, TrainVerdict>(world) { [length] = world.ContainsKey(length) ? TrainVerdict.RedTwice : TrainVerdict.Red });
            }
        }

        return lengths;
    }

    /// <summary>How long the next train may be: with nothing but red ones, trains cost more than they save.</summary>
    /// <param name="redInRow">How many trains in a row were red, this one counted.</param>
    public static int NextLength(int length, int most, int redInRow) => redInRow switch
    {
        0 => Math.Min(most, length * 2),
        1 => length,
        _ => Math.Max(1, length / 2),
    };
}

/// <summary>What a train does next.</summary>
public enum TrainDeed
{
    /// <summary>Run the gates on this beginning, also when they ran there and were red once.</summary>
    Gate,

    /// <summary>Land this beginning; the entry after it, if there is one, breaks the gates and is set aside, and the rest comes again.</summary>
    Land,

    /// <summary>The target is red by itself: its only entry, red as well, is not judged and stays queued.</summary>
    Leave,

    /// <summary>The target is red by itself, and the whole does not mend it: each entry is tried alone.</summary>
    Uncouple,
}

/// <summary>What the gates said about a beginning of a train.</summary>
public enum TrainVerdict
{
    Green,
    Red,

    /// <summary>Red, and red again on the very same tree.</summary>
    RedTwice,
}
