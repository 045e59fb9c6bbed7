using Ov.Core.Guarding.Shell;

namespace Ov.Core.Guarding;

/// <summary>Programs that only read, and what of the shell itself changes nothing: all that a coordinating role starts besides ov and git.</summary>
internal static class ReadingPrograms
{
    private static readonly HashSet<string> Names =
    [
        "ov", "overstory", "git",
        "ls", "cat", "bat", "head", "tail", "less", "more", "nl", "tac", "rev", "wc", "file", "stat", "du", "df", "tree", "readlink", "realpath", "basename", "dirname", "pwd",
        "grep", "egrep", "fgrep", "zgrep", "rg", "ag", "ack", "find", "fd", "fdfind", "locate", "which", "whereis", "type", "command",
        "sort", "uniq", "cut", "tr", "paste", "join", "comm", "column", "fold", "fmt", "expand", "unexpand", "sed", "gsed", "awk", "gawk", "mawk", "jq", "yq", "xmllint",
        "diff", "cmp", "colordiff", "sdiff", "md5sum", "sha1sum", "sha256sum", "sha512sum", "cksum", "base64", "od", "xxd", "hexdump", "strings", "zcat", "xzcat", "bzcat",
        "echo", "printf", "true", "false", "test", "[", "expr", "seq", "yes", "date", "cal", "uptime", "uname", "hostname", "id", "whoami", "groups", "nproc", "free", "ps", "pgrep", "top", "lsof", "tput", "clear",
        "sleep", "wait", "jobs", "fg", "bg", "kill", "disown", "cd", "pushd", "popd", "dirs", "export", "unset", "set", "shopt", "local", "declare", "typeset", "readonly", "read", "mapfile", "readarray", "let", "shift",
        "return", "exit", "break", "continue", ":", "trap", "getopts", "hash", "alias", "unalias", "umask", "ulimit", "times", "history", "help", "printenv", "tee", "eval",
        // These start others, which are judged on their own.
        "env", "xargs", "builtin", "exec", "nohup", "nice", "time", "timeout", "stdbuf", "ionice", "setsid", "sh", "bash", "dash", "zsh",
        // Of these only temporary files pass the rules before.
        "mktemp", "mkdir", "rmdir", "touch", "cp", "mv", "rm", "tar", "gzip", "gunzip", "zip", "unzip", "truncate",
    ];

    public static bool Has(ShellCall call, string program) => Names.Contains(program) && !RunsFile(call, program);

    /// <summary>A shell with a script's name runs something that nobody has read.</summary>
    private static bool RunsFile(ShellCall call, string program)
    {
        if (program is not ("sh" or "bash" or "dash" or "zsh"))
        {
            return false;
        }

        var arguments = ShellArguments.Of(call.Words.Skip(1), "o rcfile init-file O", stopsAtOperand: true);
        return !arguments.Has("c") && !arguments.Has("s") && arguments.Operands.Count > 0;
    }
}
