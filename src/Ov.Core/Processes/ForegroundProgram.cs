using System.Globalization;

namespace Ov.Core.Processes;

/// <summary>Hands our streams over to a program: shells, editors, commands whose exit status is the caller's, and a newer ov in a host's place.</summary>
public static unsafe class ForegroundProgram
{
    /// <summary>
    /// On Linux the program takes our place: signals, job control and exit status are its own, and nothing of ours stays behind. Elsewhere it
    /// runs as our child and its exit status is returned.
    /// </summary>
    /// <param name="environment">Complete.</param>
    /// <exception cref="OvException">tool-missing, failed.</exception>
    public static int Run(string program, IReadOnlyList<string> arguments, string folder, IReadOnlyDictionary<string, string> environment)
    {
        var path = ProgramPath.Find(program, environment, folder)
            ?? throw new OvException(ErrorCode.ToolMissing, $"There is no program '{program}' on PATH.", "Name one that is installed.");
        return OperatingSystem.IsLinux() ? Become(path, program, arguments, folder, environment) : AsChild(path, arguments, folder, environment);
    }

    /// <summary>Runs it and comes back with its exit status: for an editor, whose text is read afterwards.</summary>
    /// <exception cref="OvException">tool-missing, failed.</exception>
    public static int RunAndReturn(string program, IReadOnlyList<string> arguments, string folder, IReadOnlyDictionary<string, string> environment) => AsChild(
        ProgramPath.Find(program, environment, folder) ?? throw new OvException(ErrorCode.ToolMissing, $"There is no program '{program}' on PATH.", "Name one that is installed."),
        arguments, folder, environment);

    private static int Become(string path, string program, IReadOnlyList<string> arguments, string folder, IReadOnlyDictionary<string, string> environment)
    {
        using var argv = new NativeStrings([program, .. arguments]);
        using var variables = new NativeStrings([.. environment.Select(v => $"{v.Key}={v.Value}")]);
        using var file = new NativeStrings([path]);
        if (Libc.ChangeDirectory(folder) != 0)
        {
            throw new OvException(ErrorCode.Failed, $"{folder} cannot be entered: {Libc.Message(Libc.LastError)}.");
        }

        Libc.ForgetSignals();
        _ = Libc.Execute(file.Pointer[0], argv.Pointer, variables.Pointer);
        throw new OvException(ErrorCode.Failed, $"{path} cannot be started: {Libc.Message(Libc.LastError)}.");
    }

    private static int AsChild(string path, IReadOnlyList<string> arguments, string folder, IReadOnlyDictionary<string, string> environment)
    {
        var start = new System.Diagnostics.ProcessStartInfo(path) { WorkingDirectory = folder, UseShellExecute = false };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment.Clear();
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = System.Diagnostics.Process.Start(start)
            ?? throw new OvException(ErrorCode.Failed, string.Create(CultureInfo.InvariantCulture, $"{path} cannot be started."));
        process.WaitForExit();
        return process.ExitCode;
    }
}
