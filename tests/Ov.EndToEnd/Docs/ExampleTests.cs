using System.Collections.Concurrent;

namespace Ov.EndToEnd.Docs;

/// <summary>Every example of every command, topic and page does what it says, in a real project.</summary>
public sealed class ExampleTests
{
    private const string Advice = $"""

        What to do: use the names of the cast below; or give ExampleStage.All a line that says who types it and what has to happen before;
        or, where a refusal is the point, say so behind the command: # exit 4
        {ExampleProject.Cast}
        """;

    [Fact]
    public async Task Every_example_does_what_it_says()
    {
        var examples = new ConcurrentQueue<DocExample>(DocExample.All());
        Assert.True(examples.Count > 100, $"only {examples.Count} examples were found");
        var faults = new ConcurrentBag<string>();
        var players = Enumerable.Range(0, Math.Clamp(Environment.ProcessorCount, 1, 4)).Select(_ => Task.Factory.StartNew(() => Play(examples, faults), TaskCreationOptions.LongRunning));
        await Task.WhenAll(players);
        Assert.True(faults.IsEmpty, string.Join("\n\n", faults.Order(StringComparer.Ordinal)) + "\n" + Advice);
    }

    private static void Play(ConcurrentQueue<DocExample> examples, ConcurrentBag<string> faults)
    {
        using var project = new ExampleProject();
        while (examples.TryDequeue(out var example))
        {
            try
            {
                if (project.Fault(example) is { } fault)
                {
                    faults.Add(fault);
                }
            }
            catch (Xunit.Sdk.XunitException failure)
            {
                faults.Add($"{example}: {failure.Message}");
            }
        }
    }
}
