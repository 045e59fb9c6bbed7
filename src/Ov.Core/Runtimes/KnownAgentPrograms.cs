using Ov.Core.Processes;
using Ov.Core.Runtimes.Exec;

namespace Ov.Core.Runtimes;

/// <summary>Which of the coding agents that need no configuration are on this machine.</summary>
public static class KnownAgentPrograms
{
    /// <summary>Names of the runtimes whose program is on the PATH, those that ov was tried with first.</summary>
    public static IReadOnlyList<string> OnPath(IReadOnlyDictionary<string, string> variables) => [.. Here(variables).Select(runtime => runtime.Name)];

    /// <summary>What a new project begins with: the first one here that ov was tried with, else exec, which runs any command.</summary>
    public static string Default(IReadOnlyDictionary<string, string> variables) =>
        Here(variables).FirstOrDefault(runtime => runtime.Traits.TestedVersion is not null)?.Name ?? ExecRuntime.Word;

    private static IEnumerable<IRuntime> Here(IReadOnlyDictionary<string, string> variables) =>
        RuntimeList.Known.All.Where(runtime => runtime.Traits.Program is { } program && ProgramPath.Find(program, variables) is not null);
}
