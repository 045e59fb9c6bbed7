using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ov.Core.Git;
using Ov.Core.Merging;

namespace Ov.Core.Proving;

/// <summary>
/// What is noted on a landed commit: which tree, on which parents, judged green by which gates, for whom. It is sealed by the hash of its
/// own content, so that nothing of it can be changed unseen; who writes a whole new one is not kept out.
/// </summary>
/// <param name="Parents">Of the commit.</param>
/// <param name="Base">The target as it was.</param>
/// <param name="Tip">The branch's commit.</param>
/// <param name="Patches">What landed, by content, as a whole and commit by commit: this finds it in a rewritten history.</param>
/// <param name="GatedTree">What the gates judged: this tree, or that of what landed with it by one move of the target.</param>
/// <param name="Seal">SHA-256 over everything else.</param>
public sealed record Receipt(
    int Schema, string Merge, string Branch, string Target, string Commit, string Tree, IReadOnlyList<string> Parents, string Base, string Tip, string Strategy, IReadOnlyList<string> Patches,
    string? Task, string? Agent, string? Run, string GatedTree, IReadOnlyList<ReceiptGate> Gates, string Seal = "")
{
    public const int Newest = 1;

    public string Write() => JsonSerializer.Serialize(this, ReceiptJson.Default.Receipt);

    /// <returns>Null when it is no receipt.</returns>
    public static Receipt? Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, ReceiptJson.Default.Receipt);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public Receipt Sealed() => this with { Seal = Hash((this with { Seal = "" }).Write()) };

    /// <summary>What a gate said, as one word that changes with any of it.</summary>
    internal static string HashOf(string tree, Verdict verdict) => Hash($"{tree}\n{verdict.Command}\n{verdict.Passed}\n{verdict.ExitCode}\n{verdict.Output}");

    /// <summary>What is wrong with it as the note of this commit; null when nothing is.</summary>
    public string? Fault(NotedCommit commit) =>
        Schema > Newest ? $"its receipt is of a newer form ({Schema})"
        : Sealed().Seal != Seal ? "its receipt was changed after it was sealed"
        : Commit != commit.Oid ? "its receipt is of another commit"
        : Tree != commit.Tree ? "its receipt names another tree"
        : !Parents.SequenceEqual(commit.Parents) ? "its receipt names other parents"
        : Gates.FirstOrDefault(gate => !gate.Passed) is { } red ? $"its receipt says that the gate {red.Name} failed"
        : null;

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

/// <param name="Verdict">The hash of tree, command, exit status and output.</param>
public sealed record ReceiptGate(string Name, bool Passed, string Verdict);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Receipt))]
internal sealed partial class ReceiptJson : JsonSerializerContext;
