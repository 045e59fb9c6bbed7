using Ov.Core;
using Ov.Core.Tasks;

namespace Ov.Tests.Tasks;

/// <summary>What a word on the command line may be to mean a task.</summary>
public sealed class TaskArgumentTests : IDisposable
{
    private readonly TaskSite _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public void A_task_is_its_id_a_unique_prefix_of_the_random_part_or_its_number_in_the_run()
    {
        var task = _site.Add("Fix the login");
        var random = task.Id["task-".Length..];
        var prefix = random[..Math.Max(4, 1 + random.IndexOf(random.First(char.IsAsciiLetter), StringComparison.Ordinal))];
        Assert.All(new[] { task.Id, random, prefix, $"task-{random[..5]}", "1", "#1" }, word => Assert.Equal(task.Id, Find(word).Id));
    }

    [Fact]
    public void Digits_alone_are_a_number_and_whoever_means_an_id_is_told_how_to_write_it()
    {
        var ids = Enumerable.Range(0, 300).Select(number => _site.Add($"Task {number}").Id["task-".Length..]).ToList();
        var digits = ids.First(id => id[0] is not '0' && id[..2].All(char.IsAsciiDigit))[..2];
        Assert.Equal(digits, Find(digits).Number.ToString(System.Globalization.CultureInfo.InvariantCulture));

        var empty = _site.Project.AddRun("other", "other");
        var refusal = Refusal.Of(ErrorCode.NotFound, () => _site.Operator.Ledger.Read(sql => TaskResolver.Require(sql, empty, digits)));
        Assert.Contains($"an id that begins so is written task-{digits}.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_prefix_that_fits_several_names_them()
    {
        // 32 letters: among 200 tasks several begin alike, and one letter is too short to mean anything; digits may be a number.
        var ids = Enumerable.Range(0, 200).Select(number => _site.Add($"Task {number}").Id["task-".Length..]).ToList();
        var twice = ids.GroupBy(id => id[..2]).First(group => group.Count() > 1 && char.IsAsciiLetter(group.Key[0]));
        var refusal = Refusal.Of(ErrorCode.AmbiguousId, () => Find(twice.Key));
        Assert.All(twice, id => Assert.Contains(id, refusal.Message, StringComparison.Ordinal));
        Refusal.Of(ErrorCode.NotFound, () => Find(twice.Key[..1]));
    }

    [Fact]
    public void A_slip_in_an_id_or_a_title_names_the_nearest()
    {
        var task = _site.Add("Fix the login");
        Assert.Contains($"Did you mean '{task.Id}'?", Refusal.Of(ErrorCode.NotFound, () => Find(task.Id[..^1] + "!")).Message, StringComparison.Ordinal);
        Assert.Contains("Did you mean 1, 'Fix the login'?", Refusal.Of(ErrorCode.NotFound, () => Find("Fix teh login")).Message, StringComparison.Ordinal);
    }

    private TaskRecord Find(string word) => _site.Operator.Ledger.Read(sql => TaskResolver.Require(_site.Operator, sql, word));
}
