namespace Ov.Demo;

/// <summary>The scratch repository of the demo: a small program in POSIX sh, its tests, and what each scripted builder makes of it.</summary>
internal static class DemoProject
{
    public const string Program = """
        #!/bin/sh
        # Greets somebody.
        set -eu
        case "${1:-}" in
          --help) echo "usage: greet.sh [name]" ;;
          *) echo "Hello, ${1:-world}." ;;
        esac

        """;

    public const string Runner = """
        #!/bin/sh
        # Runs every test; the exit status is the verdict.
        cd "$(dirname "$0")/.." || exit 1
        for test in tests/test-*.sh; do
          sh "$test" || { echo "FAILED $test"; exit 1; }
        done
        echo "all tests passed"

        """;

    public const string Config = """
        # Settings of the demo: the gate runs on each merged tree, and ready branches land by themselves.
        gates:
          - name: tests
            command: [sh, tests/run.sh]
            timeout: 1m
        merge:
          policy: ready
        watch:
          intervalMs: 500

        """;

    private const string HelloTest = """
        [ "$(sh greet.sh Ada)" = "Hello, Ada." ]
        [ "$(sh greet.sh)" = "Hello, world." ]

        """;

    private const string ByeTest = """
        [ "$(sh greet.sh --bye Ada)" = "Goodbye, Ada." ]

        """;

    private const string ShoutTest = """
        [ "$(sh greet.sh --shout Ada)" = "HELLO, ADA!" ]

        """;

    private const string ManualTest = """
        sh greet.sh --help | grep -q -- --bye
        sh greet.sh --help | grep -q -- --shout
        [ "$(cat docs/usage.txt)" = "$(sh greet.sh --help)" ]

        """;

    /// <summary>What the repository holds before anybody works on it.</summary>
    public static IReadOnlyDictionary<string, string> Start { get; } = new Dictionary<string, string>
    {
        ["greet.sh"] = Program,
        ["tests/run.sh"] = Runner,
        ["tests/test-hello.sh"] = HelloTest,
        [".overstory/config.yaml"] = Config,
    };

    /// <summary>The program once the given options are in: both builders edit the same two places, so the second to land conflicts.</summary>
    public static string ProgramWith(bool bye, bool shout)
    {
        var options = $"{(bye ? "[--bye] " : "")}{(shout ? "[--shout] " : "")}";
        var cases = (bye ? "  --bye) echo \"Goodbye, ${2:-world}.\" ;;\n" : "")
            + (shout ? "  --shout) echo \"Hello, ${2:-world}!\" | tr '[:lower:]' '[:upper:]' ;;\n" : "");
        return Program
            .Replace("usage: greet.sh [name]", $"usage: greet.sh {options}[name]", StringComparison.Ordinal)
            .Replace("  *) echo", cases + "  *) echo", StringComparison.Ordinal);
    }

    /// <summary>The test that comes with a piece of work.</summary>
    public static (string Path, string Text) TestFor(DemoWork work) => work switch
    {
        DemoWork.Bye => ("tests/test-bye.sh", ByeTest),
        DemoWork.Shout => ("tests/test-shout.sh", ShoutTest),
        _ => ("tests/test-manual.sh", ManualTest),
    };
}

/// <summary>What the three scripted builders make.</summary>
internal enum DemoWork
{
    Bye,
    Shout,
    Manual,
}
