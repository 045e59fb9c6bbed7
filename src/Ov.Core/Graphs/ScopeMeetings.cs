using System.Buffers;
using Ov.Core.Agents;
using Ov.Core.Tasks;

namespace Ov.Core.Graphs;

/// <summary>Two tasks whose scopes can meet in one file, by a pair of globs that does.</summary>
public sealed record ScopeMeeting(TaskRecord One, TaskRecord Other, string OneGlob, string OtherGlob);

/// <summary>Finds the scopes that meet without comparing each with each: two globs only can when the fixed beginning of one begins the other's.</summary>
public static class ScopeMeetings
{
    private static readonly SearchValues<char> Wild = SearchValues.Create("*?[{\\");

    /// <returns>Pairs of the given tasks, each once, by their numbers.</returns>
    public static IReadOnlyList<ScopeMeeting> Among(IEnumerable<TaskRecord> tasks)
    {
        var paths = new Dictionary<string, IReadOnlyList<GlobPaths>>(StringComparer.Ordinal);
        var globs = tasks.SelectMany(task => task.Scope, (task, glob) => new Claim(task, glob, Fixed(glob), paths)).OrderBy(claim => claim.Beginning, StringComparer.Ordinal).ToList();
        var found = new Dictionary<(int, int), ScopeMeeting>();
        for (var i = 0; i < globs.Count; i++)
        {
            for (var j = i + 1; j < globs.Count && globs[j].Beginning.StartsWith(globs[i].Beginning, StringComparison.Ordinal); j++)
            {
                Compare(globs[i], globs[j], found);
            }
        }

        return [.. found.OrderBy(pair => pair.Key).Select(pair => pair.Value)];
    }

    private static void Compare(Claim one, Claim other, Dictionary<(int, int), ScopeMeeting> found)
    {
        var (low, high) = one.Task.Number <= other.Task.Number ? (one, other) : (other, one);
        if (low.Task.Id != high.Task.Id && !found.ContainsKey((low.Task.Number, high.Task.Number)) && low.Meets(high))
        {
            found[(low.Task.Number, high.Task.Number)] = new ScopeMeeting(low.Task, high.Task, low.Glob, high.Glob);
        }
    }

    private static string Fixed(string glob)
    {
        var text = (glob.StartsWith("./", StringComparison.Ordinal) ? glob[2..] : glob).Trim('/');
        return text == "." ? "" : text.AsSpan().IndexOfAny(Wild) is var wild and >= 0 ? text[..wild] : text;
    }

    /// <param name="Known">Texts that were parsed already: many tasks claim the same.</param>
    private readonly record struct Claim(TaskRecord Task, string Glob, string Beginning, Dictionary<string, IReadOnlyList<GlobPaths>> Known)
    {
        public bool Meets(Claim other) => Glob == other.Glob || GlobPaths.Meet(Paths(Glob), Paths(other.Glob));

        private IReadOnlyList<GlobPaths> Paths(string glob) => Known.TryGetValue(glob, out var paths) ? paths : Known[glob] = GlobPaths.Of(glob);
    }
}
