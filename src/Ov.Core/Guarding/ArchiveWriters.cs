using Ov.Core.Guarding.Shell;

namespace Ov.Core.Guarding;

/// <summary>What programs write that unpack many files at once.</summary>
internal static class ArchiveWriters
{
    private const string TarValues = "f file C directory T files-from X exclude-from exclude I use-compress-program b s transform strip-components owner group mode newer";

    public static IEnumerable<GuardWrite> Tar(List<ShellField> words)
    {
        // The old form has its letters in front, without a hyphen, and their values as the next words.
        var isOld = words is [{ IsExact: true } first, ..] && !first.Text.StartsWith('-');
        var letters = isOld ? words[0].Text : "";
        var arguments = ShellArguments.Of(isOld ? words.Skip(1) : words, TarValues);
        var file = arguments.Value("f", "file") ?? (letters.Contains('f', StringComparison.Ordinal) && arguments.Operands.Count > 0 ? arguments.Operands[0] : null);
        if (letters.Contains('x', StringComparison.Ordinal) || arguments.Has("x", "extract", "get"))
        {
            return arguments.Has("O", "to-stdout") || letters.Contains('O', StringComparison.Ordinal) ? [] : [Into(arguments.Value("C", "directory"))];
        }

        var makes = letters.AsSpan().ContainsAny("cruA") || arguments.Has("c", "create", "r", "append", "u", "update", "A", "delete", "concatenate");
        return makes && file is { Text: not "-" } ? [new GuardWrite(file)] : [];
    }

    public static IEnumerable<GuardWrite> Unzip(List<ShellField> words)
    {
        var arguments = ShellArguments.Of(words, "d x P");
        return arguments.Has("l", "t", "p", "v", "Z", "z") ? [] : [Into(arguments.Value("d"))];
    }

    public static IEnumerable<GuardWrite> Other(ShellCall call, List<ShellField> words)
    {
        var verb = words.Count > 0 ? words[0].Text : "";
        return call.Program switch
        {
            "cpio" => words.Any(word => word.Text is "-t" or "--list") ? [] : [Into(null)],
            "ar" => verb.AsSpan().TrimStart('-').ContainsAny("rqd") && words.Count > 1 ? [new GuardWrite(words[1])] : verb.Contains('x', StringComparison.Ordinal) ? [Into(null)] : [],
            _ => verb is "a" or "d" or "u" && words.Count > 1 ? [new GuardWrite(words[1])]
                : verb is "x" or "e" ? [Into(words.FirstOrDefault(word => word.Text.StartsWith("-o", StringComparison.Ordinal)) is { } folder ? folder with { Text = folder.Text[2..] } : null)] : [],
        };
    }

    public static IEnumerable<GuardWrite> Patch(List<ShellField> words)
    {
        var arguments = ShellArguments.Of(words, "p strip i input d directory o output r reject-file F fuzz B prefix b z suffix D ifdef V");
        if (arguments.Has("dry-run"))
        {
            return [];
        }

        var folder = arguments.Value("d", "directory");
        var target = arguments.Value("o", "output") ?? (arguments.Operands.Count > 0 ? arguments.Operands[0] : null);
        return [target is null ? Into(folder) : new GuardWrite(target) { From = folder }];
    }

    /// <summary>Many files below a folder; which ones, only the archive knows.</summary>
    private static GuardWrite Into(ShellField? folder) =>
        new(folder is null ? new ShellField("./", false, false) : folder.IsKnown ? new ShellField(folder.Text.TrimEnd('/') + "/", false, false) : folder) { IsOpen = folder is null || folder.IsKnown };
}
