namespace Ov.Bench;

/// <summary>The command line of <c>bench/run</c>.</summary>
internal sealed record BenchOptions(string Ov, string Results, bool Check, bool Write, IReadOnlyList<string> Only, bool Help)
{
    public const string Usage = """
        bench/run [--only <row>]… [--check] [--write]
          Measures ov against sqlite3 and git in a scratch folder; against a peer too when OV_BENCH_PEER holds the path of an ov-compatible program.
          --only <row>   only these rows: start-up, check-empty, check-one, send, log, guard, hooks, status, sling, radar, growth, graph, completion,
                         senders, hosts, turn, text, landings
          --check        exit 1 when an aim is missed or could not be measured
          --write        put the table into bench/RESULTS.md
        """;

    public static BenchOptions Parse(string[] args)
    {
        var options = new BenchOptions("", "", false, false, [], false);
        for (var i = 0; i < args.Length; i++)
        {
            options = args[i] switch
            {
                "--ov" => options with { Ov = Value(args, ref i) },
                "--results" => options with { Results = Value(args, ref i) },
                "--only" => options with { Only = [.. options.Only, Value(args, ref i)] },
                "--check" => options with { Check = true },
                "--write" => options with { Write = true },
                "--help" => options with { Help = true },
                _ => throw new BenchFailure($"unknown option {args[i]}\n{Usage}"),
            };
        }

        return options is { Write: true, Only.Count: > 0 } ? throw new BenchFailure("--write takes every row; leave --only out.") : options;
    }

    private static string Value(string[] args, ref int i) => ++i < args.Length ? args[i] : throw new BenchFailure($"{args[i - 1]} needs a value\n{Usage}");
}
