using System.Text.Json.Serialization;
using Ov.Core.Json;

namespace Ov.Core.TaskFiles;

/// <summary>The two ways in which tasks are written as Markdown with front matter.</summary>
[JsonConverter(typeof(SnakeEnum<TaskFileForm>))]
public enum TaskFileForm
{
    /// <summary><c>07-planned-validate-input.prompt.md</c>: a number, and dependencies by number (S0-1, S0-6).</summary>
    Prompt,

    /// <summary><c>tasks/validate-input.md</c>: an id and a name, and dependencies by id (S2-60).</summary>
    Task,
}
