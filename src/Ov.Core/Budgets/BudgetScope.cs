using System.Globalization;
using Ov.Core.Config;

namespace Ov.Core.Budgets;

/// <summary>A run's or a day's budget, with what is gone of it.</summary>
/// <param name="Word">Its key in the configuration: run or day.</param>
/// <param name="Key">Which one: a run's id, a date.</param>
/// <param name="Whose">As in "the day's".</param>
/// <param name="Reserved">What the turns that run are expected to use yet, those of others.</param>
internal sealed record BudgetScope(string Word, string Key, string Whose, Budget Limit, Spending Used, Spending Reserved)
{
    /// <summary>What keeps the next turn from beginning, or null.</summary>
    /// <param name="next">What it is expected to use, from those before.</param>
    public BudgetPause? For(Spending next)
    {
        var limits = Limit.Of(Used).Where(limit => limit.Word != "maxAgents").ToList();
        if (limits.Find(limit => limit.IsSpent) is { } spent)
        {
            return new BudgetPause(this, spent, $"{Whose} budget is used up: {spent.State}", false);
        }

        return Over(Used.Plus(next)) is { } over ? new BudgetPause(this, limits.Find(limit => limit.Word == over.Word)!, $"what is left of {Whose} budget is too little for a turn like those before: {Now(limits, over)}", false)
            : Over(Used.Plus(next).Plus(Reserved)) is { } shared ? new BudgetPause(this, shared, $"turns that run have reserved what is left of {Whose} budget: {Now(limits, shared)}", true)
            : null;
    }

    /// <summary>What raises a limit to twice of what it is.</summary>
    public string Raise(BudgetLimit limit) => string.Create(CultureInfo.InvariantCulture, $"ov config set budgets.{Word}.{limit.Word} {limit.Most * 2:0.##}");

    private BudgetLimit? Over(Spending sum) => Limit.Of(sum).FirstOrDefault(limit => limit.Word != "maxAgents" && limit.Used > limit.Most);

    private static string Now(List<BudgetLimit> limits, BudgetLimit over) => $"{limits.Find(limit => limit.Word == over.Word)!.State} are used";
}

/// <summary>Why no turn begins now.</summary>
/// <param name="Limit">The one that is used up, as it is now.</param>
/// <param name="Sentence">One clause for people.</param>
/// <param name="Passes">It ends by itself with turns that run.</param>
internal sealed record BudgetPause(BudgetScope Scope, BudgetLimit Limit, string Sentence, bool Passes);
