using System.Text;

namespace Ov.Core.Git;

/// <summary>Reads and makes trees and their files without a checkout.</summary>
public sealed class GitTrees(GitProgram git)
{
    /// <summary>The content of a file as it is stored.</summary>
    public ReadOnlyMemory<byte> Blob(string directory, string oid)
    {
        var call = GitCall.Read(directory, "cat-file", "blob", oid);
        var result = git.Run(call);
        return result.ExitCode == 0 ? result.StdoutBytes : throw git.Failure(call, result);
    }

    /// <summary>The files right in a folder of a commit; none when it has no such folder.</summary>
    public IReadOnlyList<ConflictStage> Files(string directory, string commit, string folder) =>
    [
        .. git.Text(GitCall.Read(directory, "ls-tree", "-z", "--full-tree", commit, folder + "/")).Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(['\t', ' '], 4)).Where(fields => fields is [_, "blob", _, _]).Select(fields => new ConflictStage(fields[3], 0, fields[0], fields[2])),
    ];

    /// <summary>Whether a commit has a file or folder.</summary>
    public bool Has(string directory, string commit, string path) => git.Run(GitCall.Read(directory, "cat-file", "-e", $"{commit}:{path.TrimEnd('/')}")).ExitCode == 0;

    /// <summary>The tree of nothing.</summary>
    public string Empty(string directory) => git.Line(GitCall.Change(directory, "hash-object", "-t", "tree", "-w", "--stdin"));

    /// <summary>Stores a content as it is.</summary>
    public string Write(string directory, ReadOnlyMemory<byte> content) =>
        git.Line(GitCall.Change(directory, "hash-object", "-w", "--stdin") with { Input = content });

    /// <summary>Stores a checkout's file as git would on <c>git add</c>: through the path's filters.</summary>
    public string WriteFile(string checkout, string path) =>
        git.Line(GitCall.Change(checkout, "hash-object", "-w", $"--path={path}", "--", path));

    /// <summary>The tree with some files replaced; a mode of zero takes a path out.</summary>
    /// <param name="scratch">A file of the caller's that does not exist; it is gone afterwards.</param>
    public string With(string directory, string tree, IEnumerable<ConflictStage> files, string scratch)
    {
        var lines = string.Concat(files.Select(file => $"{file.Mode} {file.Oid} {file.Stage}\t{file.Path}\0"));
        try
        {
            git.Text(Indexed(directory, scratch, "read-tree", tree));
            git.Text(Indexed(directory, scratch, "update-index", "-z", "--index-info") with { Input = Encoding.UTF8.GetBytes(lines) });
            return git.Line(Indexed(directory, scratch, "write-tree"));
        }
        finally
        {
            File.Delete(scratch);
            File.Delete(scratch + ".lock");
        }
    }

    private static GitCall Indexed(string directory, string index, params string[] arguments) =>
        GitCall.Change(directory, arguments) with { Variables = new Dictionary<string, string?> { ["GIT_INDEX_FILE"] = index } };
}
