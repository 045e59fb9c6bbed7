using System.Text.Json.Serialization;
using Ov.Cli;
using Ov.Core.Shells;

namespace Ov.Commands.Completion;

/// <summary>The files that an installation or its removal touched.</summary>
internal static class CompletionsView
{
    public static void Write(CompletionsAnswer answer, TextView view)
    {
        foreach (var change in answer.Changes)
        {
            view.Line($"{(answer.DryRun ? "would be " : "")}{change.Change}: {change.Path}");
        }

        if (answer.Changes.Count == 0)
        {
            view.Line("Nothing of ov's is installed.");
        }
    }
}

internal sealed record CompletionsAnswer(bool DryRun, IReadOnlyList<FileChange> Changes);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CompletionsAnswer))]
internal sealed partial class CompletionsJson : JsonSerializerContext;
