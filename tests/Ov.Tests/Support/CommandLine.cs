using System.CommandLine;
using Ov.Cli;
using Ov.Core;

namespace Ov.Tests.Support;

/// <summary>The whole program in this process: fast enough to try every command. What only a process shows is tried end to end.</summary>
internal static class CommandLine
{
    /// <summary>Runs ov in the project's root.</summary>
    public static Answered Ov(this TestProject project, (string Name, string Value)[] variables, params string[] words)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var environment = project.Environment(variables) with { Out = output, Error = error };
        var exit = CommandLineCall.Run(environment, words, afterWrite: null);
        return new Answered(string.Join(' ', words), exit, output.ToString(), error.ToString());
    }

    /// <summary>No project, no terminal, nobody who reads.</summary>
    public static OvEnvironment Nowhere() =>
        new(Path.GetTempPath(), new Dictionary<string, string>(), TextReader.Null, TextWriter.Null, TextWriter.Null, TimeProvider.System, false, false, false);

    /// <summary>Every visible command that can be run, with what it says of itself.</summary>
    public static IReadOnlyList<(string Path, Command Command, CommandGuide Guide)> Commands()
    {
        var runner = new CommandRunner(Nowhere(), new GlobalOptions());
        return [.. CommandTree.Leaves(CommandTree.Create(runner)).Select(command => (CommandRunner.PathOf(command), command, runner.GuideOf(command)!))];
    }
}

/// <summary>What one call of the program left.</summary>
internal sealed record Answered(string Words, int Exit, string Out, string Error)
{
    public override string ToString() => $"$ ov {Words}\nexit {Exit}\n--- stdout\n{Out}\n--- stderr\n{Error}";
}
