using System.CommandLine;
using System.CommandLine.Invocation;
using System.Text.Json.Serialization;
using Ov.Cli;
using Ov.Core.Ledger;

namespace Ov.Commands;

/// <summary><c>ov version</c>, <c>ov --version</c>, <c>ov -v</c>: version, commit, build kind, SQLite engine, ledger schema.</summary>
internal static class VersionCommand
{
    public static Command Create(CommandRunner runner)
    {
        var command = new Command("version", "Print version, commit, build kind, SQLite engine and ledger schema");
        return runner.Define(command, new CommandGuide("ov version", "ov --version --json") { Answer = () => VersionJson.Default.VersionAnswer }, (_, _) => Answer());
    }

    /// <summary>The same answer behind the option.</summary>
    public static CommandLineAction AsOption(CommandRunner runner) => new OptionAction(runner);

    private static CommandResult Answer() => CommandResult.Of(
        new VersionAnswer(BuildFacts.Version, BuildFacts.Commit, BuildFacts.Kind, SqliteEngine.Version, LedgerSchema.Version),
        () => VersionJson.Default.VersionAnswer,
        (answer, view) => view.Line(
            $"ov {answer.Version} ({(answer.Commit.Length > 0 ? answer.Commit : "no commit")}, {answer.Build}, SQLite {answer.Sqlite}, ledger schema {answer.LedgerSchema})"));

    private sealed class OptionAction(CommandRunner runner) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            var answer = Answer();
            var chosen = runner.Options.Read(parseResult);
            if (chosen.Json)
            {
                runner.Environment.Out.WriteLine(Envelope.Success("version", true, answer.Json?.Invoke()));
            }
            else
            {
                answer.Text(new TextView(runner.Environment, chosen));
            }

            return 0;
        }
    }
}

internal sealed record VersionAnswer(string Version, string Commit, string Build, string Sqlite, int LedgerSchema);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(VersionAnswer))]
internal sealed partial class VersionJson : JsonSerializerContext;
