using Ov.Core.Ledger;

namespace Ov.Core.Adopting;

/// <summary>
/// A copy of what Overstory keeps, taken without a lock or a handle of SQLite on its files: it goes on using them. What is imported
/// is read from this very copy, so that the copy that is kept says what was taken over.
/// </summary>
internal sealed class OverstoryCopy : IDisposable
{
    private const string Prefix = ".ov-adopt-";
    private const int Attempts = 5;

    /// <summary>Side files in which SQLite may hold commits that are not in the database yet.</summary>
    private static readonly string[] SideFiles = ["", "-wal", "-journal"];

    private readonly string _scratch;

    private OverstoryCopy(string scratch) => _scratch = scratch;

    /// <summary>As it was found, byte by byte.</summary>
    public string Kept => Path.Combine(_scratch, "kept");

    /// <summary>Where a database may be opened: SQLite writes to what it reads in WAL mode.</summary>
    private string Opened => Path.Combine(_scratch, "opened");

    /// <param name="near">A folder of ours on the file system of the ledger.</param>
    /// <exception cref="OvException">busy, when somebody writes all the while; foreign-data.</exception>
    public static OverstoryCopy Take(OverstoryFolder folder, string near)
    {
        var copy = new OverstoryCopy(Path.Combine(near, Prefix + Guid.NewGuid().ToString("n")));
        try
        {
            PrivateFolder.Create(copy.Kept);
            PrivateFolder.Create(copy.Opened);
            foreach (var database in OverstoryFolder.Databases)
            {
                CopyDatabase(folder.Path, copy.Kept, database);
            }

            CopyTexts(folder, copy.Kept);
            return copy;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            copy.Dispose();
            throw new OvException(ErrorCode.ForeignData, $"Overstory's files could not be copied: {fault.Message}", "Make them readable, or leave them out: ov init --no-adopt");
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }

    /// <summary>A path at which a database may be opened, or null when Overstory never made it.</summary>
    public string? Database(string name)
    {
        var kept = Path.Combine(Kept, name);
        if (!File.Exists(kept))
        {
            return null;
        }

        foreach (var side in SideFiles.Where(side => File.Exists(kept + side)))
        {
            File.Copy(kept + side, Path.Combine(Opened, name + side), overwrite: true);
        }

        return Path.Combine(Opened, name);
    }

    /// <summary>The text of a copied file, or null when there was none.</summary>
    public string? Text(string name)
    {
        var path = Path.Combine(Kept, name);
        return File.Exists(path) ? File.ReadAllText(path) : null;
    }

    /// <summary>Moves the copy to where it stays; the ledger's transaction then speaks of something that exists.</summary>
    public void KeepAt(string path)
    {
        PrivateFolder.Create(Path.GetDirectoryName(path)!);
        Directory.Move(Kept, path);
    }

    public void Dispose()
    {
        if (Directory.Exists(_scratch))
        {
            Directory.Delete(_scratch, recursive: true);
        }
    }

    /// <summary>Removes what a killed import left behind.</summary>
    public static void Sweep(string near, DateTimeOffset now)
    {
        foreach (var left in Directory.EnumerateDirectories(near, Prefix + "*").Where(left => now - Directory.GetLastWriteTimeUtc(left) > TimeSpan.FromHours(1)))
        {
            Directory.Delete(left, recursive: true);
        }
    }

    /// <summary>Database and log belong together: both are copied again until neither changed meanwhile.</summary>
    private static void CopyDatabase(string from, string to, string name)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var before = Stamps(from, name);
            foreach (var side in SideFiles)
            {
                File.Delete(Path.Combine(to, name + side));
                if (File.Exists(Path.Combine(from, name + side)))
                {
                    File.Copy(Path.Combine(from, name + side), Path.Combine(to, name + side));
                }
            }

            if (before.SequenceEqual(Stamps(from, name)))
            {
                return;
            }
        }

        throw new OvException(ErrorCode.Busy, $"Overstory is writing to {OverstoryFolder.Name}/{name} all the while; nothing was imported.", "Run 'ov init' again when it is quiet.");
    }

    private static List<(long, DateTime)> Stamps(string folder, string name) =>
        [.. SideFiles.Select(side => new FileInfo(Path.Combine(folder, name + side))).Select(file => file.Exists ? (file.Length, file.LastWriteTimeUtc) : (-1, default))];

    private static void CopyTexts(OverstoryFolder folder, string to)
    {
        foreach (var name in OverstoryFolder.Texts.Where(name => File.Exists(folder.File(name))))
        {
            File.Copy(folder.File(name), Path.Combine(to, name));
        }

        foreach (var part in new[] { OverstoryFolder.Specs, OverstoryFolder.Definitions }.Where(part => Directory.Exists(folder.File(part))))
        {
            PrivateFolder.Create(Path.Combine(to, part));
            foreach (var file in new DirectoryInfo(folder.File(part)).EnumerateFiles("*.md").Where(file => file.LinkTarget is null))
            {
                file.CopyTo(Path.Combine(to, part, file.Name));
            }
        }
    }
}
