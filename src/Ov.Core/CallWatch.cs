using System.Diagnostics;
using System.Globalization;
using Ov.Core.Hooks;
using Ov.Core.Redacting;
using Ov.Core.Text;

namespace Ov.Core;

/// <summary>What a command spends its time on beside its own work.</summary>
public enum CallKind
{
    Sql,
    Git,
    Run,
}

/// <summary>
/// Counts and, for <c>--verbose</c>, tells of every statement, git call and other program: <c>sql|git|run</c>, its milliseconds, and what it
/// was, with secrets taken out. There is none unless somebody asked, so that it costs nothing.
/// </summary>
/// <param name="variables">The environment: values of variables that are named like a secret are taken out too.</param>
/// <param name="show">Gets each line; null only counts.</param>
public sealed class CallWatch(IReadOnlyDictionary<string, string> variables, Action<string>? show)
{
    private readonly Lock _gate = new();
    private readonly int[] _counts = new int[3];
    private readonly TimeSpan[] _times = new TimeSpan[3];
    private readonly Redactor _redactor = new(variables);

    public int Count(CallKind kind) => _counts[(int)kind];

    public TimeSpan Time(CallKind kind) => _times[(int)kind];

    public static long Start(CallWatch? watch) => watch is null ? 0 : Stopwatch.GetTimestamp();

    /// <summary>One call that began at that instant and is over.</summary>
    public void Record(CallKind kind, long began, string what)
    {
        var took = Stopwatch.GetElapsedTime(began);
        lock (_gate)
        {
            _counts[(int)kind]++;
            _times[(int)kind] += took;
        }

        show?.Invoke(string.Create(CultureInfo.InvariantCulture, $"{(kind switch { CallKind.Sql => "sql", CallKind.Git => "git", _ => "run" })}{took.TotalMilliseconds,10:0.00} ms  {Clean(kind, what)}"));
    }

    private string Clean(CallKind kind, string what)
    {
        var text = string.Join(' ', what.Split((char[])[' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries));
        // A statement holds no values, only what looks like some: "token = ?1".
        return VisibleText.OneLine(kind == CallKind.Sql ? _redactor.WithoutValues(text) : _redactor.Of(text));
    }
}
