using Ov.Core.Guarding.Shell;

namespace Ov.Core.Guarding;

/// <summary>What the programs that are known to change files will change, by their own rules for arguments. Other programs are not judged.</summary>
internal static class KnownWriters
{
    private const string CurlValues = "o output output-dir D dump-header c cookie-jar trace trace-ascii stderr H header X request d data data-raw data-binary data-urlencode json u user A user-agent e referer F form T upload-file "
        + "K config m max-time w write-out b cookie retry retry-delay connect-timeout url proxy x cacert cert key E C continue-at r range U";

    private const string WgetValues = "O output-document P directory-prefix o output-file a append-output U user-agent t tries T timeout w wait i input-file header post-data post-file body-data user password e execute Q quota";

    public static IEnumerable<GuardWrite> Of(ShellCall call)
    {
        var words = call.Words.Skip(1).ToList();
        return call.Program switch
        {
            "rm" => Swept(call, words),
            "rmdir" or "unlink" or "mkfifo" => Operands(call, words, "m mode"),
            "shred" => Operands(call, words, "n iterations s size random-source"),
            "truncate" => Operands(call, words, "s size r reference"),
            "touch" => Operands(call, words, "d date t r reference"),
            "mknod" => Operands(call, words, "m mode").Take(1),
            "mkdir" => Operands(call, words, "m mode").Select(write => write with { IsFolder = true }),
            // A mode may look like an option: chmod -x.
            "chmod" when ShellArguments.Of(words, "reference").Has("r", "w", "x", "X", "s", "t", "u", "g", "o", "a") => Operands(call, words, "reference"),
            "chmod" or "chown" or "chgrp" or "chattr" or "chcon" => Operands(call, words, "reference from", Has(words, "--reference") ? 0 : 1),
            "tee" or "sponge" => Operands(call, words, ""),
            "cp" or "ln" or "install" or "scp" or "rsync" => Copied(call, words),
            "mv" => Moved(call, words),
            "dd" => words.Where(word => word.Text.StartsWith("of=", StringComparison.Ordinal)).Select(word => new GuardWrite(word with { Text = word.Text[3..] })),
            "sed" or "gsed" => InPlace(call, words, "e expression f file l line-length", "i", "in-place"),
            "perl" or "ruby" => InPlace(call, words, "e E I M m x", "i", "i"),
            "awk" or "gawk" => InPlaceAwk(call, words),
            "yq" => InPlace(call, words, "o p output-format", "i", "inplace"),
            "clang-format" or "autopep8" => Has(words, "-i") ? Operands(call, words, "style assume-filename") : [],
            "gofmt" or "goimports" => Has(words, "-w") ? Operands(call, words, "") : [],
            "sort" or "shuf" => Values(words, "o output k key t field-separator S buffer-size T n", "o", "output"),
            "uniq" => Operands(call, words, "f s w").Skip(1),
            "tar" or "bsdtar" or "gtar" => ArchiveWriters.Tar(words),
            "unzip" => ArchiveWriters.Unzip(words),
            "zip" => Operands(call, words, "x i b t").Take(1),
            "7z" or "7za" or "cpio" or "ar" => ArchiveWriters.Other(call, words),
            "gzip" or "gunzip" or "bzip2" or "bunzip2" or "xz" or "unxz" or "zstd" or "unzstd" or "compress" or "uncompress" =>
                ShellArguments.Of(words, "S suffix T").Has("c", "stdout", "to-stdout", "t", "test", "l", "list") ? [] : Operands(call, words, "S suffix T o"),
            "patch" => ArchiveWriters.Patch(words),
            "curl" => Values(words, CurlValues, "o", "output", "D", "dump-header", "c", "cookie-jar").Concat(ShellArguments.Of(words, CurlValues) is var got && got.Has("O", "remote-name", "remote-name-all")
                ? [new GuardWrite(got.Value("output-dir") is { } folder ? Below(folder) : ShellField.Of("./download"))] : []),
            "wget" => Downloaded(words),
            "split" or "csplit" => ShellArguments.Of(words, "b C l n a bytes lines number suffix-length f prefix").Operands is { Count: > 1 } operands ? [new GuardWrite(operands[^1])] : [new GuardWrite(ShellField.Of("./xaa"))],
            "vi" or "vim" or "nvim" or "nano" or "pico" or "emacs" or "ed" or "ex" or "joe" or "micro" => Edited(call, words),
            "apply_patch" or "applypatch" => PatchText.Paths(call.InputText ?? (words.Count > 0 ? words[0].Text : "")).Select(path => new GuardWrite(ShellField.Of(path))),
            "mktemp" => Temporary(words),
            "find" or "gfind" => Found(call),
            "crontab" => Has(words, "-l") ? [] : Machine(),
            "mkfs" or "fdisk" or "parted" or "mount" or "umount" or "useradd" or "userdel" or "usermod" or "groupadd" or "passwd" or "visudo" or "chsh" or "update-alternatives" => Machine(),
            _ => [],
        };
    }

    internal static IEnumerable<GuardWrite> Operands(ShellCall call, List<ShellField> words, string valued, int skip = 0)
    {
        var operands = ShellArguments.Of(words, valued).Operands.Skip(skip).Select(word => new GuardWrite(word)).ToList();
        return call.HasMoreArguments ? [.. operands, Open()] : operands;
    }

    /// <summary>A file in a folder, whose name the program chooses.</summary>
    internal static ShellField Below(ShellField folder) => folder.IsKnown ? folder with { Text = folder.Text.TrimEnd('/') + "/x" } : folder;

    /// <summary>Files that come from the program's input.</summary>
    private static GuardWrite Open() => new(new ShellField("", false, false)) { IsOpen = true };

    /// <summary>Not a file of the project at all.</summary>
    private static IEnumerable<GuardWrite> Machine() => [new GuardWrite(ShellField.Of("/"))];

    private static bool Has(List<ShellField> words, string option) => words.Any(word => word.Text == option || word.Text.StartsWith(option + "=", StringComparison.Ordinal));

    private static IEnumerable<GuardWrite> Values(List<ShellField> words, string valued, params string[] names) =>
        ShellArguments.Of(words, valued).Options.Where(option => names.Contains(option.Name) && option.Value is { Text: not "-" }).Select(option => new GuardWrite(option.Value!));

    private static IEnumerable<GuardWrite> Swept(ShellCall call, List<ShellField> words)
    {
        var sweeps = ShellArguments.Of(words).Has("r", "R", "recursive");
        return Operands(call, words, "").Select(write => write with { Sweeps = sweeps });
    }

    private static IEnumerable<GuardWrite> Copied(ShellCall call, List<ShellField> words)
    {
        var arguments = ShellArguments.Of(words, "t target-directory S suffix m mode o owner g group e rsh exclude include filter files-from");
        if (call.Program == "install" && arguments.Has("d", "directory"))
        {
            return arguments.Operands.Select(word => new GuardWrite(word) { IsFolder = true });
        }

        var target = arguments.Value("t", "target-directory") is { } folder ? Below(folder)
            : call.HasMoreArguments ? new ShellField("", false, false)
            : arguments.Operands.Count > 1 ? arguments.Operands[^1] : call.Program == "ln" ? ShellField.Of("./link") : null;
        var isRemote = call.Program is "scp" or "rsync" && target?.Text.Contains(':', StringComparison.Ordinal) == true;
        return target is null || isRemote || (call.Program == "rsync" && arguments.Has("n", "dry-run")) ? [] : [new GuardWrite(Landing(target, arguments.Operands)) { IsOpen = call.HasMoreArguments }];
    }

    private static IEnumerable<GuardWrite> Moved(ShellCall call, List<ShellField> words)
    {
        var arguments = ShellArguments.Of(words, "t target-directory S suffix");
        var operands = arguments.Operands;
        var writes = operands.Take(arguments.Value("t", "target-directory") is null && operands.Count > 1 ? operands.Count - 1 : operands.Count).Select(word => new GuardWrite(word)).ToList();
        var target = arguments.Value("t", "target-directory") is { } folder ? Below(folder) : operands.Count > 1 ? Landing(operands[^1], operands) : null;
        return [.. writes, .. target is null ? [] : new[] { new GuardWrite(target) }, .. call.HasMoreArguments ? new[] { Open() } : []];
    }

    /// <summary>A target that is surely a folder gets files of the sources' names.</summary>
    private static ShellField Landing(ShellField target, List<ShellField> operands) =>
        target is { IsKnown: true, Text: "." or ".." or [.., '/'] } && operands is [{ IsExact: true } source, _] && Path.GetFileName(source.Text.TrimEnd('/')) is { Length: > 0 } name
            ? target with { Text = target.Text.TrimEnd('/') + "/" + name } : target is { IsKnown: true, Text: "." or [.., '/'] } ? Below(target) : target;

    private static IEnumerable<GuardWrite> InPlace(ShellCall call, List<ShellField> words, string valued, params string[] switches)
    {
        var arguments = ShellArguments.Of(words, valued);
        return !arguments.Has(switches) ? [] : Operands(call, words, valued, arguments.Has("e", "E", "f", "expression", "file") ? 0 : 1);
    }

    private static IEnumerable<GuardWrite> InPlaceAwk(ShellCall call, List<ShellField> words)
    {
        var arguments = ShellArguments.Of(words, "i include F v f field-separator assign");
        return arguments.Value("i", "include")?.Text == "inplace" ? Operands(call, words, "i include F v f field-separator assign", arguments.Has("f") ? 0 : 1) : [];
    }

    private static IEnumerable<GuardWrite> Downloaded(List<ShellField> words)
    {
        var arguments = ShellArguments.Of(words, WgetValues);
        if (arguments.Has("spider", "version", "help", "V", "h"))
        {
            return [];
        }

        var file = arguments.Value("O", "output-document");
        var target = file ?? (arguments.Value("P", "directory-prefix") is { } folder ? Below(folder) : ShellField.Of("./download"));
        return file is { Text: "-" } ? [] : [new GuardWrite(target), .. Values(words, WgetValues, "o", "output-file", "a", "append-output")];
    }

    /// <summary>An editor without a file still opens one.</summary>
    private static List<GuardWrite> Edited(ShellCall call, List<ShellField> words)
    {
        var writes = Operands(call, words, "c S u w W eval l f").Where(write => !write.Path.Text.StartsWith('+')).ToList();
        return writes.Count > 0 || Has(words, "--version") ? writes : [Open()];
    }

    private static IEnumerable<GuardWrite> Temporary(List<ShellField> words)
    {
        var arguments = ShellArguments.Of(words, "p tmpdir suffix");
        return arguments.Value("p", "tmpdir") is { Text.Length: > 0 } folder ? [new GuardWrite(Below(folder))]
            : arguments.Has("t", "tmpdir", "u") ? [] : arguments.Operands.Select(word => new GuardWrite(word));
    }

    private static List<GuardWrite> Found(ShellCall call)
    {
        var writes = new List<GuardWrite>();
        for (var i = 1; i < call.Words.Count; i++)
        {
            var option = call.Words[i];
            if (option is { IsExact: true, Text: "-delete" })
            {
                writes.AddRange(ShellFindStarts.Roots(call).Select(root => new GuardWrite(root.IsKnown ? new ShellField(root.Text.TrimEnd('/') + "/", false, false) : root) { Sweeps = true, IsOpen = root.IsKnown }));
            }
            else if (option is { IsExact: true, Text: "-fprint" or "-fprint0" or "-fprintf" or "-fls" } && i + 1 < call.Words.Count)
            {
                writes.Add(new GuardWrite(call.Words[i + 1]));
            }
        }

        return writes;
    }
}
