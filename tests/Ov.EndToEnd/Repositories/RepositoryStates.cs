namespace Ov.EndToEnd.Repositories;

/// <summary>Brings a plain repository with one commit into one of the states that are met in life.</summary>
internal static class RepositoryStates
{
    public static void Arrange(Sandbox box, string state)
    {
        switch (state)
        {
            case "shallow":
                box.Git("commit", "-q", "--allow-empty", "-m", "Second");
                box.Git("clone", "-q", "--depth", "1", $"file://{box.Repo}", "../shallow");
                Directory.Move(box.Repo, box.Repo + ".old");
                Directory.Move(Path.Combine(box.Root, "shallow"), box.Repo);
                box.Git("config", "user.name", "Test");
                break;
            case "detached":
                box.Git("checkout", "-q", "--detach");
                break;
            case "mid-merge":
                Diverge(box);
                box.Run("git", ["merge", "-q", "side"]).Exits(1);
                break;
            case "mid-rebase":
                Diverge(box);
                box.Run("git", ["rebase", "-q", "side"]).Exits(1);
                break;
            case "submodule":
                box.Git("clone", "-q", ".", "../library");
                box.Git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", "../library", "library");
                box.Git("commit", "-q", "-m", "A submodule");
                break;
            case "lfs-stub" or "lfs-missing":
                LargeFiles(box, state == "lfs-stub");
                break;
            case "worktree-config":
                box.Git("config", "core.repositoryFormatVersion", "1");
                box.Git("config", "extensions.worktreeConfig", "true");
                box.Git("config", "--worktree", "core.bare", "false");
                break;
            case "branch-and-tag":
                foreach (var name in new[] { "main", "ov/sprint", "overstory/alice/1-add-a-file" })
                {
                    box.Git("tag", name, box.Git("commit-tree", "-m", "Elsewhere", "HEAD^{tree}"));
                }

                break;
            case "case-twins":
                box.Git("branch", "Main");
                box.Git("branch", "OV/sprint");
                box.WriteFile("readme.MD", "twin\n");
                box.Git("add", "-A");
                box.Git("commit", "-q", "-m", "Twins");
                break;
            case "failing-hooks":
                foreach (var hook in new[] { "pre-merge-commit", "post-merge", "reference-transaction.sample", "post-checkout" })
                {
                    box.WriteFile($"hooks/{hook}", "#!/bin/sh\necho no >&2\nexit 1\n");
                    File.SetUnixFileMode(Path.Combine(box.Repo, "hooks", hook), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
                }

                box.Git("add", "-A");
                box.Git("commit", "-q", "-m", "Hooks");
                box.Git("config", "core.hooksPath", "hooks");
                break;
            case "gpgsign":
                // Whoever signs is asked for a key that is not there; agents commit without.
                box.Git("config", "commit.gpgSign", "true");
                box.Git("config", "gpg.program", "/bin/false");
                box.Variables["GIT_CONFIG_COUNT"] = "1";
                box.Variables["GIT_CONFIG_KEY_0"] = "commit.gpgSign";
                box.Variables["GIT_CONFIG_VALUE_0"] = "true";
                AgentsCommitUnsigned(box);
                break;
            case "odd-refs":
                foreach (var name in new[] { "a'b", "ümlaut/🦊", "semi;colon&", "dollar$(id)", "at@sign", "per%cent", "-" + "x" })
                {
                    box.Git("update-ref", $"refs/heads/{name}", "HEAD");
                }

                break;
            case "packed-refs":
                box.Git("pack-refs", "--all");
                break;
            case "autocrlf":
                box.Git("config", "core.autocrlf", "true");
                break;
            case "old-sparse":
                box.WriteFile("docs/a.txt", "a\n");
                box.Git("add", "-A");
                box.Git("commit", "-q", "-m", "Docs");
                box.Git("config", "core.sparseCheckout", "true");
                box.WriteFile(".git/info/sparse-checkout", "/*\n!/docs/\n");
                box.Git("read-tree", "-mu", "HEAD");
                break;
            case "no-identity":
                File.WriteAllText(Path.Combine(box.Home, ".gitconfig"), "[init]\n\tdefaultBranch = main\n");
                box.Variables["GIT_AUTHOR_NAME"] = box.Variables["GIT_COMMITTER_NAME"] = "Agent";
                box.Variables["GIT_AUTHOR_EMAIL"] = box.Variables["GIT_COMMITTER_EMAIL"] = "agent@example.invalid";
                break;
            case "dirty":
                box.WriteFile("README.md", "# Being edited\n");
                box.WriteFile("untracked.txt", "x\n");
                break;
        }
    }

    private static void Diverge(Sandbox box)
    {
        box.Git("checkout", "-q", "-b", "side");
        box.WriteFile("README.md", "# Side\n");
        box.Git("commit", "-qam", "Side");
        box.Git("checkout", "-q", "main");
        box.WriteFile("README.md", "# Main\n");
        box.Git("commit", "-qam", "Main");
    }

    private static void LargeFiles(Sandbox box, bool withFilter)
    {
        // First with a filter that works, so that the file can be committed.
        box.WriteProgram("git-big", "cat");
        box.Git("config", "filter.lfs.clean", "git-big clean");
        box.Git("config", "filter.lfs.smudge", "git-big smudge");
        box.Git("config", "filter.lfs.required", "true");
        box.WriteFile(".gitattributes", "*.bin filter=lfs\n");
        box.WriteFile("large.bin", "large\n");
        box.Git("add", "-A");
        box.Git("commit", "-q", "-m", "A large file");
        if (!withFilter)
        {
            File.Delete(Path.Combine(box.Bin, "git-big"));
        }
    }

    private static void AgentsCommitUnsigned(Sandbox box) => box.WriteProgram("git", "if [ \"$1\" = commit ]; then shift; exec /usr/bin/git -c commit.gpgSign=false commit \"$@\"; fi\nexec /usr/bin/git \"$@\"");
}
