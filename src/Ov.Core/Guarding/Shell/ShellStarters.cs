namespace Ov.Core.Guarding.Shell;

/// <summary>What programs start that run the program given to them.</summary>
internal static class ShellStarters
{
    /// <param name="Script">Set when it runs this text with a shell of its own.</param>
    public sealed record Started(ShellCall Call, ShellField? Script = null);

    /// <param name="Valued">Options that take a value.</param>
    /// <param name="Before">Operands in front of the program.</param>
    private sealed record Starter(string Valued, int Before = 0);

    private static Starter? Known(string program) => program switch
    {
        "command" or "builtin" or "nohup" or "setsid" or "chronic" or "unbuffer" or "fakeroot" or "dbus-run-session" or "catchsegv" or "caffeinate" or "rlwrap" => new Starter(""),
        "exec" => new Starter("a"),
        "nice" => new Starter("n adjustment"),
        "time" => new Starter("o output f format"),
        "timeout" or "gtimeout" => new Starter("s signal k kill-after", 1),
        "stdbuf" => new Starter("i input o output e error"),
        "ionice" => new Starter("c class n classdata p pid"),
        "chrt" or "taskset" or "setarch" => new Starter("", 1),
        "strace" or "ltrace" => new Starter("o e p s u P a E"),
        "xvfb-run" => new Starter("n s e f server-num server-args error-file auth-file"),
        "systemd-run" => new Starter("p property u unit M E setenv"),
        "busybox" or "toybox" => new Starter(""),
        "firejail" or "bwrap" or "unshare" or "nsenter" => new Starter(""),
        _ => null,
    };

    public static IEnumerable<Started> Of(string program, ShellCall call)
    {
        var words = call.Words.Skip(1).ToList();
        switch (program)
        {
            case "command" when words is [{ IsExact: true, Text: "-v" or "-V" or "-pv" or "-pV" }, ..]:
                return [];
            case "env":
                return Environment(call, words);
            case "sudo" or "doas":
                return Run(call, ShellArguments.Of(words, "u user g group h host p prompt C D chdir T r role t type U", stopsAtOperand: true).Operands, assigns: true);
            case "xargs":
                return Arguments(call, words);
            case "flock":
                var locked = ShellArguments.Of(words, "w wait timeout E conflict-exit-code", stopsAtOperand: true).Operands.Skip(1).ToList();
                return locked is [{ IsExact: true, Text: "-c" or "--command" }, var text, ..] ? [new Started(Plain(call), text)] : Run(call, locked);
            case "watch":
                var watched = ShellArguments.Of(words, "n interval", stopsAtOperand: true).Operands;
                return watched.Count == 0 ? [] : [new Started(Plain(call), Joined(watched))];
            case "script":
                return ShellArguments.Of(words, "c command").Value("c", "command") is { } command ? [new Started(Plain(call), command)] : [];
            case "fd" or "fdfind":
                var at = words.FindIndex(word => word.IsExact && word.Text is "-x" or "--exec" or "-X" or "--exec-batch");
                return at < 0 ? [] : Run(call with { HasMoreArguments = true }, [.. words.Skip(at + 1).Select(Placed), new ShellField("./", false, false)]);
            default:
                return Known(program) is { } starter ? Run(call, [.. ShellArguments.Of(words, starter.Valued, stopsAtOperand: true).Operands.Skip(starter.Before)]) : [];
        }
    }

    /// <summary>What stands for a found file: some path below the folder.</summary>
    internal static ShellField Placed(ShellField word) => word.Text.Contains("{}", StringComparison.Ordinal)
        ? new ShellField(word.Text == "{}" ? "./" : word.Text[..word.Text.IndexOf("{}", StringComparison.Ordinal)], false, false) : word;

    private static ShellCall Plain(ShellCall call) => call with { Words = [], Openings = [], InputText = null };

    private static ShellField Joined(IReadOnlyList<ShellField> words) => new(string.Join(' ', words.Select(word => word.Text)), words.All(word => word.IsKnown), false);

    private static IEnumerable<Started> Run(ShellCall call, List<ShellField> words, bool assigns = false)
    {
        var sets = call.Sets;
        if (assigns)
        {
            (sets, words) = Assigned(sets, words);
        }

        return words.Count == 0 ? [] : [new Started(call with { Words = words, Sets = sets, Openings = [] })];
    }

    private static (IReadOnlyDictionary<string, ShellField> Sets, List<ShellField> Words) Assigned(IReadOnlyDictionary<string, ShellField> before, List<ShellField> words)
    {
        var sets = new Dictionary<string, ShellField>(before, StringComparer.Ordinal);
        var at = 0;
        for (; at < words.Count && words[at].Text.IndexOf('=', StringComparison.Ordinal) is var equals and > 0; at++)
        {
            sets[words[at].Text[..equals]] = words[at] with { Text = words[at].Text[(equals + 1)..] };
        }

        return (sets, [.. words.Skip(at)]);
    }

    private static IEnumerable<Started> Environment(ShellCall call, List<ShellField> words)
    {
        var arguments = ShellArguments.Of(words, "u unset C chdir S split-string a argv0", stopsAtOperand: true);
        var folders = call.Folders;
        if (arguments.Value("C", "chdir") is { } folder)
        {
            folders = folder.IsExact && folders is not null ? [.. folders.Select(from => Path.GetFullPath(folder.Text, from))] : null;
        }

        var inside = call with { Folders = folders };
        if (arguments.Value("S", "split-string") is { } text)
        {
            return [new Started(Plain(inside), arguments.Operands.Count == 0 ? text : Joined([text, .. arguments.Operands]))];
        }

        return Run(inside, arguments.Operands is [{ IsExact: true, Text: "-" }, ..] ? arguments.Operands[1..] : arguments.Operands, assigns: true);
    }

    private static IEnumerable<Started> Arguments(ShellCall call, List<ShellField> words)
    {
        var arguments = ShellArguments.Of(words, "a arg-file d delimiter E I L max-lines n max-args P max-procs s max-chars process-slot-var", stopsAtOperand: true);
        var replaced = arguments.Value("I") ?? (arguments.Has("i", "replace") ? ShellField.Of("{}") : null);
        var inner = arguments.Operands.Select(word => replaced is { Text.Length: > 0 } mark && word.Text.IndexOf(mark.Text, StringComparison.Ordinal) is var at and >= 0
            ? new ShellField(word.Text[..at], false, false) : word).ToList();
        return Run(call with { HasMoreArguments = replaced is null, Input = ShellInput.File, InputText = null }, inner.Count == 0 ? [ShellField.Of("echo")] : inner);
    }
}
