using System.Globalization;
using Ov.Core;

namespace Ov.Cli;

/// <summary>The answer of <c>--timing</c>: the whole and its parts, in milliseconds.</summary>
internal static class TimingLine
{
    /// <param name="startUp">Processor time used before the command's own work began: loading, and reading the command line.</param>
    public static string Of(TimeSpan startUp, TimeSpan work, CallWatch calls)
    {
        var rest = work - calls.Time(CallKind.Sql) - calls.Time(CallKind.Git) - calls.Time(CallKind.Run);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Done in {(startUp + work).TotalMilliseconds:0.0} ms: start-up {startUp.TotalMilliseconds:0.0}, ledger {Part(CallKind.Sql)}, git {Part(CallKind.Git)}, processes {Part(CallKind.Run)}, rest {Math.Max(0, rest.TotalMilliseconds):0.0}");

        string Part(CallKind kind) => string.Create(CultureInfo.InvariantCulture, $"{calls.Time(kind).TotalMilliseconds:0.0} ({calls.Count(kind)})");
    }
}
