using System.Globalization;
using Ov.Core.Processes;

namespace Ov.Core.Git;

/// <summary>Builds merges off to the side and moves checkouts forward.</summary>
/// <param name="runs">Which merge drivers of git's settings may run, by name and command; null for none.</param>
public sealed class GitMerge(GitProgram git, Func<string, string, bool>? runs = null)
{
    private (IReadOnlyList<string> Names, Dictionary<string, string?>? Variables)? _withheld;

    /// <summary>The drivers that were kept from running in what was built so far, chosen or not.</summary>
    public IReadOnlyList<string> Withheld => _withheld?.Names ?? [];

    /// <summary>Merges two commits into a tree. Touches no file and no ref; attributes are read from <paramref name="directory"/>.</summary>
    /// <param name="withBase">Conflicted files show the common base between the two sides.</param>
    public MergedTree Build(string directory, string ours, string theirs, bool withBase = false)
    {
        var call = GitCall.Change(directory, [.. withBase ? ["-c", "merge.conflictStyle=diff3"] : Array.Empty<string>(), "merge-tree", "--write-tree", "--messages", "-z", ours, theirs]) with { Variables = Withhold(directory) };
        var result = git.Run(call);
        return result.ExitCode is 0 or 1 && Parse(result.Stdout, result.ExitCode == 0) is { } merged ? merged : throw git.Failure(call, result);
    }

    /// <summary>
    /// Moves a checkout and its branch forward to a commit that contains it. Keeps uncommitted work that the move does not touch, and
    /// refuses, changing nothing, when it would touch some.
    /// </summary>
    public FastForward MoveForward(string checkout, string newOid)
    {
        var result = git.Run(GitCall.Change(checkout, "merge", "--ff-only", "--no-autostash", "--no-verify-signatures", "--no-stat", "--quiet", newOid) with
        {
            // Ended halfway it would leave a half-moved checkout.
            TimeLimit = TimeSpan.FromMinutes(15),
        });
        return Outcome(result);
    }

    /// <summary>Asked once: what is built beside one another is built by the same rules.</summary>
    private Dictionary<string, string?>? Withhold(string directory)
    {
        if (_withheld is { } known)
        {
            return known.Variables;
        }

        var drivers = GitDrivers.Read(git, directory);
        IReadOnlyList<string> names = [.. drivers.All.Where(driver => runs?.Invoke(driver.Key, driver.Value) != true).Select(driver => driver.Key)];
        var variables = names.Count == 0 ? null : drivers.Without(names);
        _withheld = (names, variables);
        return variables;
    }

    private static FastForward Outcome(ProcessResult result)
    {
        if (result.ExitCode == 0)
            return new FastForward(FastForwardOutcome.Done, [], "");
        var files = RefusedFiles(result.Stderr);
        var reason = GitProgram.LastWords(result.Stderr);
        return new FastForward(
            files.Count > 0 ? FastForwardOutcome.RefusedBecauseDirty
            : result.Stderr.Contains("Not possible to fast-forward", StringComparison.Ordinal) ? FastForwardOutcome.NotForward
            : FastForwardOutcome.Failed,
            files,
            reason);
    }

    /// <summary>Git lists the files of each refusal indented below its error line, or names one in an "Entry" line.</summary>
    internal static IReadOnlyList<string> RefusedFiles(string stderr)
    {
        var files = new List<string>();
        var listing = false;
        foreach (var line in stderr.Split('\n'))
        {
            if (line.StartsWith("error: ", StringComparison.Ordinal))
            {
                listing = line.EndsWith(':');
                if (line.StartsWith("error: Entry '", StringComparison.Ordinal) && line.LastIndexOf('\'') is var end and > 14)
                    files.Add(line[14..end]);
            }
            else if (listing && line.StartsWith('\t'))
                files.Add(line[1..]);
            else
                listing = false;
        }
        return [.. files.Distinct()];
    }

    /// <summary>Tree, the versions of conflicted paths, an empty field, then messages as count, paths, kind, text.</summary>
    internal static MergedTree? Parse(string text, bool isClean)
    {
        var fields = text.Split('\0');
        if (fields[0].Length < 40)
            return null;
        var next = 1;
        var stages = new List<ConflictStage>();
        while (next < fields.Length && fields[next].Length > 0)
            stages.Add(Stage(fields[next++]));
        var messages = new List<MergeMessage>();
        next++;
        while (next < fields.Length && int.TryParse(fields[next], NumberStyles.None, CultureInfo.InvariantCulture, out var paths) && next + paths + 2 < fields.Length)
        {
            messages.Add(new MergeMessage(fields[(next + 1)..(next + 1 + paths)], fields[next + 1 + paths], fields[next + 2 + paths].TrimEnd('\n')));
            next += paths + 3;
        }
        return new MergedTree(fields[0], isClean, stages, messages);
    }

    private static ConflictStage Stage(string text)
    {
        var tab = text.IndexOf('\t', StringComparison.Ordinal);
        var facts = text[..tab].Split(' ');
        return new ConflictStage(text[(tab + 1)..], int.Parse(facts[2], CultureInfo.InvariantCulture), facts[0], facts[1]);
    }
}
