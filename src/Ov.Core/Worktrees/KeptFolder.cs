using System.Globalization;
using Ov.Core.Processes;
using Ov.Core.Text;

namespace Ov.Core.Worktrees;

/// <summary>
/// One entry of the cache: <c>&lt;key&gt;/tree</c> and beside it a manifest of what it must hold. It comes into being by one rename, and what no
/// longer fits its manifest is thrown away instead of used.
/// </summary>
/// <param name="Folder">Named like the key.</param>
public sealed record KeptFolder(string Folder)
{
    private const string Draft = ".draft-", Trash = ".trash-";

    public bool Exists => File.Exists(Manifest);

    public long Bytes => Exists && File.ReadAllLines(Manifest) is [_, var bytes, ..] && long.TryParse(bytes, NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : 0;

    public DateTime UsedAt => File.GetLastWriteTimeUtc(Manifest);

    private string Manifest => Path.Combine(Folder, "manifest");

    private string Tree => Path.Combine(Folder, "tree");

    /// <summary>Drafts and thrown-away entries that a crash left.</summary>
    public static bool IsLeftover(string folder) => Path.GetFileName(folder) is var name && (name.StartsWith(Draft, StringComparison.Ordinal) || name.StartsWith(Trash, StringComparison.Ordinal));

    /// <summary>Copies a folder into the cache. Whoever comes second finds the entry there and lets it be.</summary>
    /// <returns>False when the file system cannot share blocks and plain copies are not wanted.</returns>
    public bool Put(string from, bool plain, DateTimeOffset now)
    {
        var draft = new KeptFolder(Path.Combine(Path.GetDirectoryName(Folder)!, Draft + Guid.NewGuid().ToString("n")));
        Ledger.PrivateFolder.Create(draft.Folder);
        try
        {
            if (!FolderCopy.Run(from, draft.Tree, plain))
            {
                return false;
            }

            var (listing, _, bytes) = FolderCopy.Listing(draft.Tree);
            File.WriteAllText(draft.Manifest, string.Create(CultureInfo.InvariantCulture, $"{Digest(listing)}\n{bytes}\n"));
            File.SetLastWriteTimeUtc(draft.Manifest, now.UtcDateTime);
            if (!Exists)
            {
                Directory.Move(draft.Folder, Folder);
            }
        }
        catch (IOException) when (Exists)
        {
            // Somebody else was faster with the same content.
        }
        finally
        {
            Delete(draft.Folder);
        }

        return true;
    }

    /// <summary>Copies it to a path that must be free; there it appears whole or not at all.</summary>
    /// <returns>What hindered it, or null.</returns>
    public string? Take(string to, bool plain, DateTimeOffset now)
    {
        var draft = $"{to}.ov-{Guid.NewGuid():n}";
        try
        {
            var expected = File.ReadAllLines(Manifest).FirstOrDefault();
            if (Digest(FolderCopy.Listing(Tree).Text) != expected)
            {
                ThrowAway();
                return "what was kept is damaged and was thrown away";
            }

            if (!FolderCopy.Run(Tree, draft, plain))
            {
                return "this file system cannot share blocks between files (worktrees.cacheCopy: copy would copy them)";
            }

            if (Digest(FolderCopy.Listing(draft).Text) != expected)
            {
                return "it was being changed";
            }

            Directory.Move(draft, to);
            File.SetLastWriteTimeUtc(Manifest, now.UtcDateTime);
            return null;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return gone.Message;
        }
        finally
        {
            Delete(draft);
        }
    }

    /// <summary>Out of sight in one step, so that nobody begins to read what is being deleted.</summary>
    public void ThrowAway()
    {
        var trash = Path.Combine(Path.GetDirectoryName(Folder)!, Trash + Guid.NewGuid().ToString("n"));
        try
        {
            Directory.Move(Folder, trash);
            Delete(trash);
        }
        catch (IOException)
        {
            // Somebody else threw it away.
        }
    }

    private static string Digest(string listing) => Sha256.HexOf(System.Text.Encoding.UTF8.GetBytes(listing));

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
