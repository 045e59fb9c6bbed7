using System.Runtime.CompilerServices;
using System.Text;
using DiffPlex;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace Ov.EndToEnd;

/// <summary>
/// Compares a text with the one accepted before, in <c>Class.Method[_suffix].verified.txt</c> beside the test (Verify's names).
/// <c>OV_SNAPSHOT=accept dotnet test</c> accepts; never where <c>CI</c> is set: there a missing snapshot fails like a changed one.
/// </summary>
public static class Snapshot
{
    /// <param name="text">What the program printed; <see cref="Scrub"/> makes it the same on every run.</param>
    /// <param name="sandbox">Whose paths are replaced.</param>
    /// <param name="suffix">Tells several snapshots of one test apart.</param>
    /// <param name="commits">Also replace commit hashes.</param>
    public static void Match(
        string text, Sandbox? sandbox = null, string? suffix = null, bool commits = false, [CallerFilePath] string file = "", [CallerMemberName] string method = "")
    {
        var name = $"{Path.GetFileNameWithoutExtension(file)}.{method}{(suffix is null ? "" : "_" + suffix)}";
        MatchFile(Path.Combine(Path.GetDirectoryName(file)!, name), Scrub.Apply(text, sandbox, commits));
    }

    /// <param name="path">Without <c>.verified.txt</c>.</param>
    /// <param name="scrubbed">What is compared and kept, as it stands.</param>
    public static void MatchFile(string path, string scrubbed)
    {
        var (name, verified, received) = (Path.GetFileName(path), path + ".verified.txt", path + ".received.txt");
        var actual = scrubbed.TrimEnd('\n') + "\n";
        var expected = File.Exists(verified) ? File.ReadAllText(verified) : null;
        if (actual == expected)
        {
            File.Delete(received);
            return;
        }

        if (MayAccept(Environment.GetEnvironmentVariable("OV_SNAPSHOT"), Environment.GetEnvironmentVariable("CI")))
        {
            File.WriteAllText(verified, actual);
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, actual);
        throw new Xunit.Sdk.XunitException(expected is null
            ? $"There is no {name}.verified.txt yet. Look at this, then accept it with OV_SNAPSHOT=accept:\n{actual}"
            : $"The text differs from {name}.verified.txt (- expected, + actual). Accept with OV_SNAPSHOT=accept, or mend the program:\n{Difference(expected, actual)}");
    }

    /// <summary>Only a person accepts, by asking for it; a pipeline never does, whatever it asks for.</summary>
    internal static bool MayAccept(string? wish, string? ci) => wish == "accept" && string.IsNullOrEmpty(ci);

    private static string Difference(string expected, string actual)
    {
        var lines = new StringBuilder();
        foreach (var line in new InlineDiffBuilder(new Differ()).BuildDiffModel(expected, actual).Lines)
        {
            lines.Append(line.Type switch { ChangeType.Inserted => "+ ", ChangeType.Deleted => "- ", _ => "  " }).AppendLine(line.Text);
        }

        return lines.ToString();
    }
}
