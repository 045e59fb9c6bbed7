using System.Globalization;
using Ov.Core.Agents;
using Ov.Core.Groups;
using Ov.Core.Ledger;
using Ov.Core.Tasks;

namespace Ov.Core.Discovering;

/// <summary>Sends one scout for each category into a repository that nobody here knows yet; what they find is kept as notes.</summary>
public static class Discoverer
{
    /// <summary>The role of those that are sent.</summary>
    public const string Role = "scout";

    /// <exception cref="OvException">What refuses a sling.</exception>
    public static Discovery Discover(OvApp app, Caller caller, IReadOnlyList<DiscoveryCategory> categories, SlingRequest how, CancellationToken stop)
    {
        var request = how with { Arguments = [.. categories.Select(category => category.Task)], Role = Role };
        var slinger = new Slinger(app, caller, request);
        if (app.Options.DryRun)
        {
            return new Discovery(null, Found(categories, slinger.Rehearse()));
        }

        var results = slinger.Sling(stop);
        var started = results.Select(result => result.TaskId).OfType<string>().ToList();
        var group = started.Count == 0 ? null : app.Ledger.Write(tx => GroupMaker.Make(tx, caller, FreeName(tx.Sql), [.. started.Select(id => TaskStore.ById(tx.Sql, id)!)])).Name;
        return new Discovery(group, Found(categories, results));
    }

    private static IReadOnlyList<DiscoveredCategory> Found(IReadOnlyList<DiscoveryCategory> categories, IReadOnlyList<SlingResult> results) =>
        [.. categories.Zip(results, (category, result) => new DiscoveredCategory(category.Name, category.Note, result))];

    private static string FreeName(Sql sql)
    {
        var name = "discovery";
        for (var copy = 2; GroupStore.ByName(sql, name) is not null; copy++)
        {
            name = string.Create(CultureInfo.InvariantCulture, $"discovery-{copy}");
        }

        return name;
    }
}

/// <param name="Group">The group of their tasks, which closes when all are done; null when none was started.</param>
public sealed record Discovery(string? Group, IReadOnlyList<DiscoveredCategory> Categories);

/// <param name="Note">Where its findings will be.</param>
public sealed record DiscoveredCategory(string Name, string Note, SlingResult Result);
