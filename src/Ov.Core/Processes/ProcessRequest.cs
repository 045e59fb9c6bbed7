using System.Text;

namespace Ov.Core.Processes;

/// <summary>One short command to run to its end.</summary>
/// <param name="FileName">A name looked up in the child's PATH, or a path.</param>
public sealed record ProcessRequest(string FileName, IReadOnlyList<string> Arguments)
{
    /// <summary>Absolute; null means ours.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>When given, the complete environment instead of the runner's.</summary>
    public IReadOnlyDictionary<string, string>? Environment { get; init; }

    /// <summary>Changes on top of the environment; a null value unsets.</summary>
    public IReadOnlyDictionary<string, string?>? Changes { get; init; }

    /// <summary>What the command reads; nothing by default.</summary>
    public ReadOnlyMemory<byte> Input { get; init; }

    /// <summary><see cref="Input"/> as text in UTF-8.</summary>
    public string InputText
    {
        init => Input = Encoding.UTF8.GetBytes(value);
    }

    /// <summary>After this the whole tree is ended and the result says <see cref="ProcessResult.TimedOut"/>.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>Bytes kept of each stream, half from its start and half from its end.</summary>
    public int OutputCap { get; init; } = 4 << 20;

    /// <summary>A file to which both streams are appended as they come, uncut.</summary>
    public string? LogFile { get; init; }

    /// <summary>
    /// Also end whatever the command leaves running, even what forked itself away into another session: it is found by one marker
    /// variable that this adds to the environment. For gates and setup; off where a daemon may rightly stay.
    /// </summary>
    public bool OwnsTree { get; init; }

    /// <summary>How long an ended tree may take to leave by itself before it is killed.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Hears the newest line whenever the command wrote something: for who watches it work.</summary>
    public Action<string>? OnLine { get; init; }

    /// <summary>Under which head its time is counted.</summary>
    public CallKind Kind { get; init; } = CallKind.Run;

    /// <summary>Arguments at the front that are the same in every call, and not worth showing.</summary>
    public int Customary { get; init; }

    public static ProcessRequest Of(string fileName, params string[] arguments) => new(fileName, arguments);
}
