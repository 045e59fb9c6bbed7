namespace Ov.Core.Processes;

/// <summary>Looks for programs by name on the PATH; it runs none of them.</summary>
public static class OtherPrograms
{
    /// <summary>Programs named <c>ov</c> that are not this one: a script that says <c>ov</c> may reach them instead.</summary>
    /// <param name="except">A folder whose programs are ours.</param>
    public static IReadOnlyList<string> NamedOv(IReadOnlyDictionary<string, string> variables, string except)
    {
        var own = OwnExecutable.Path;
        string?[] mine = [Real(own.FileName), .. own.LeadingArguments.Select(dll => Real(Path.ChangeExtension(dll, null)))];
        return [.. ProgramPath.FindAll("ov", variables).Where(path => !mine.Contains(Real(path)) && !path.StartsWith(except + "/", StringComparison.Ordinal))];
    }

    private static string? Real(string path) => OperatingSystem.IsLinux() ? Libc.RealPath(path) : Path.GetFullPath(path);
}
