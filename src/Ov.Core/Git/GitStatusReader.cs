using System.Globalization;

namespace Ov.Core.Git;

/// <summary>Reads the uncommitted work of a checkout without taking a lock in it.</summary>
public sealed class GitStatusReader(GitProgram git)
{
    /// <param name="eachUntrackedFile">False names a folder of untracked files once, which is quicker.</param>
    public GitStatus Read(string worktree, bool eachUntrackedFile = true) =>
        Parse(git.Text(GitCall.Read(
            worktree, "status", "--porcelain=v2", "-z", "--branch", "--ahead-behind", "--ignore-submodules=none", "--find-renames",
            eachUntrackedFile ? "--untracked-files=all" : "--untracked-files=normal")));

    /// <summary>
    /// Renews the index's notes about unchanged files. In a fresh checkout all of them are too young to be trusted, which makes every
    /// later status slow; call this once, a second or more after the checkout was made.
    /// </summary>
    public void Refresh(string worktree) => git.Run(GitCall.Change(worktree, "update-index", "-q", "--refresh"));

    internal static GitStatus Parse(string text)
    {
        var status = new StatusBuilder();
        var fields = text.Split('\0');
        for (var i = 0; i < fields.Length; i++)
        {
            status.Add(fields[i]);
            // A rename is followed by the path it came from.
            if (fields[i].StartsWith("2 ", StringComparison.Ordinal))
                i++;
        }
        return status.Build();
    }

    private sealed class StatusBuilder
    {
        private readonly Dictionary<string, string> _headers = [];
        private readonly List<string> _staged = [], _unstaged = [], _untracked = [], _conflicted = [], _submodules = [];

        internal void Add(string field)
        {
            if (field.Length < 2)
                return;
            switch (field[0])
            {
                case '#' when field.Split(' ', 3) is [_, var name, var value]:
                    _headers[name] = value;
                    break;
                case '?':
                    _untracked.Add(field[2..]);
                    break;
                case '1':
                    AddTracked(field.Split(' ', 9));
                    break;
                case '2':
                    AddTracked(field.Split(' ', 10));
                    break;
                case 'u':
                    _conflicted.Add(field.Split(' ', 11)[^1]);
                    break;
            }
        }

        private void AddTracked(string[] parts)
        {
            var (change, submodule, path) = (parts[1], parts[2], parts[^1]);
            if (change[0] != '.')
                _staged.Add(path);
            if (change[1] != '.')
                _unstaged.Add(path);
            if (submodule[0] == 'S' && (submodule[2] == 'M' || submodule[3] == 'U'))
                _submodules.Add(path);
        }

        internal GitStatus Build()
        {
            var head = _headers.GetValueOrDefault("branch.oid");
            var branch = _headers.GetValueOrDefault("branch.head");
            var counts = _headers.GetValueOrDefault("branch.ab")?.Split(' ');
            return new GitStatus(
                head == "(initial)" ? null : head,
                branch == "(detached)" ? null : branch,
                _headers.GetValueOrDefault("branch.upstream"),
                counts is null ? null : int.Parse(counts[0].AsSpan(1), CultureInfo.InvariantCulture),
                counts is null ? null : int.Parse(counts[1].AsSpan(1), CultureInfo.InvariantCulture),
                _staged, _unstaged, _untracked, _conflicted, _submodules);
        }
    }
}
