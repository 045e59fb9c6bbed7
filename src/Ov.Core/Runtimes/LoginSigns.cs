namespace Ov.Core.Runtimes;

/// <summary>Where a login of a coding agent shows without running or asking it. That a file is there is all that is looked at.</summary>
/// <param name="Variables">Any of these holds a key.</param>
/// <param name="HomeVariable">Names the folder with the file; null where none does.</param>
/// <param name="Folder">Below the user's home, unless the variable names another.</param>
/// <param name="File">What a login leaves in the folder; null where it leaves no file of its own.</param>
public sealed record LoginSigns(IReadOnlyList<string> Variables, string? HomeVariable, string? Folder, string? File)
{
    /// <summary>The variable or the file that speaks for a login; null when none is there, as when the system's keychain holds it.</summary>
    public string? Found(OvEnvironment environment) =>
        Variables.FirstOrDefault(name => environment.Variable(name) is not null) is { } variable ? variable
        : Place(environment) is { } path && System.IO.File.Exists(path) ? path : null;

    private string? Place(OvEnvironment environment) =>
        File is null ? null
        : HomeVariable is not null && environment.Variable(HomeVariable) is { } folder ? Path.Combine(folder, File)
        : environment.Variable("HOME") is { } home ? Path.Combine(home, Folder!, File) : null;
}
