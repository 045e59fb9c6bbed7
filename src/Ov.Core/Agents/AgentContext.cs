using System.Globalization;
using System.Text.Json.Serialization;
using Ov.Core.Json;

namespace Ov.Core.Agents;

/// <summary>How full the model's window is with an agent's conversation, as its runtime last said.</summary>
/// <param name="Limit">The model's window in tokens; where the runtime does not say, what most models have.</param>
public sealed record AgentContext(long Used, long Limit)
{
    /// <summary>A guess for runtimes that do not name the window.</summary>
    public const long UsualLimit = 200_000;

    /// <summary>What it took when its turn began; null in the first one.</summary>
    [JsonIgnore]
    public long? Before { get; init; }

    /// <summary>Whether it takes at least one per cent of the window more than when its turn began (S2-51).</summary>
    public ContextTrend Trend
    {
        get
        {
            if (Used - (Before ?? 0) >= Math.Max(1, Limit / 100))
            {
                return ContextTrend.Growing;
            }

            return ContextTrend.Stable;
        }
    }

    /// <summary>Of the window, in whole per cent.</summary>
    public int Percent => (int)Math.Min(999, Used * 100 / Math.Max(1, Limit));

    public ContextLevel Status => Percent switch { >= 92 => ContextLevel.Critical, >= 85 => ContextLevel.Red, >= 70 => ContextLevel.Yellow, _ => ContextLevel.Green };

    /// <summary>What the agent itself is told in front of its next prompt; empty while there is room.</summary>
    public string Warning
    {
        get
        {
            if (Status != ContextLevel.Green)
            {
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"Your conversation fills {Percent} % of your model's window. Write down what you need to go on, and begin a new one when this turn ends: ov compact --body \"...\"\n\n");
            }

            return "";
        }
    }
}

/// <summary>Steps at which somebody should do something about a filling window.</summary>
[JsonConverter(typeof(SnakeEnum<ContextLevel>))]
public enum ContextLevel
{
    Green,
    Yellow,
    Red,
    Critical,
}

/// <summary>Whether a conversation fills the window further (S2-51).</summary>
[JsonConverter(typeof(SnakeEnum<ContextTrend>))]
public enum ContextTrend
{
    Stable,
    Growing,
}
