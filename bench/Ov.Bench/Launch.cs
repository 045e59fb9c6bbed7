using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Ov.Bench;

/// <summary>
/// One command line made ready once and run often: between the two readings of the clock lie only posix_spawn and waitpid.
/// Standard input is a file, empty unless one is named; standard output goes to nothing, standard error to a file that is read when a run fails.
/// </summary>
internal sealed unsafe class Launch
{
    private readonly byte* _path;
    private readonly byte** _arguments;
    private readonly byte** _environment;
    private readonly void* _actions = NativeMemory.AllocZeroed(1024);
    private readonly void* _attributes = NativeMemory.AllocZeroed(1024);
    private readonly string _errors;
    private readonly string _text;

    /// <param name="errors">A file of this launch alone.</param>
    public Launch(string program, IReadOnlyList<string> arguments, string folder, IEnumerable<string> environment, string errors, string output = "/dev/null", string input = "/dev/null")
    {
        (_errors, _text) = (errors, $"{Path.GetFileName(program)} {string.Join(' ', arguments.Take(4))}");
        _path = Text(program);
        _arguments = Texts([program, .. arguments]);
        _environment = Texts([.. environment]);
        Prepare(folder, output, input);
    }

    /// <summary>Runs once and returns the milliseconds it took.</summary>
    /// <exception cref="BenchFailure">It did not exit with 0.</exception>
    public double Time() => Time(0);

    /// <inheritdoc cref="Time()"/>
    /// <param name="exit">The status that it is to exit with.</param>
    public double Time(int exit)
    {
        var started = Stopwatch.GetTimestamp();
        int pid, status = 0;
        var error = Native.Spawn(&pid, _path, _actions, _attributes, _arguments, _environment);
        if (error != 0)
        {
            throw new BenchFailure($"{_text}: could not be started (error {error})");
        }

        while (Native.Wait(pid, &status, 0) != pid)
        {
        }

        if (Interruption.Happened)
        {
            Thread.Sleep(Timeout.Infinite);
        }

        var taken = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        return status == exit << 8 ? taken : throw new BenchFailure($"{_text}: {Ending(status)}{Said()}");
    }

    private static string Ending(int status) => (status & 0x7f) == 0 ? $"exit {(status >> 8) & 0xff}" : $"signal {status & 0x7f}";

    private string Said() => File.Exists(_errors) && File.ReadAllText(_errors).Trim() is { Length: > 0 } text ? $": {text.ReplaceLineEndings(" ")}" : "";

    private void Prepare(string folder, string output, string input)
    {
        _ = Native.InitActions(_actions);
        _ = Native.AddOpen(_actions, 0, Text(input), Native.ReadOnly, 0);
        _ = Native.AddOpen(_actions, 1, Text(output), Native.WriteOnly | Native.Create | Native.Truncate, 0x180);
        _ = Native.AddOpen(_actions, 2, Text(_errors), Native.WriteOnly | Native.Create | Native.Truncate, 0x180);
        _ = Native.AddChangeFolder(_actions, Text(folder));
        var set = NativeMemory.AllocZeroed(128);
        _ = Native.InitAttributes(_attributes);
        _ = Native.SetFlags(_attributes, Native.DefaultSignals | Native.SignalMask);
        _ = Native.Fill(set);
        _ = Native.SetDefaultSignals(_attributes, set);
        _ = Native.Clear(set);
        _ = Native.SetSignalMask(_attributes, set);
    }

    // Never freed: a launch lives as long as the program.
    private static byte* Text(string text) => (byte*)Marshal.StringToCoTaskMemUTF8(text);

    private static byte** Texts(string[] texts)
    {
        var all = (byte**)NativeMemory.AllocZeroed((nuint)((texts.Length + 1) * sizeof(byte*)));
        for (var i = 0; i < texts.Length; i++)
        {
            all[i] = Text(texts[i]);
        }

        return all;
    }
}
