using System.Buffers;
using System.Globalization;
using Ov.Core.Ledger;
using Ov.Core.Tasks;

namespace Ov.Core.TaskFiles;

/// <summary>Writes task files. In one that exists only the lines of what changed are written anew: all other fields, comments and their order stay.</summary>
internal static class TaskFileText
{
    private static readonly SearchValues<char> Special = SearchValues.Create(":#'\"\\[]{},&*!|>%@`\n\t");

    private static readonly string[] Reserved = ["true", "false", "yes", "no", "on", "off", "null", "~"];

    /// <summary>The items of the section "Acceptance Criteria" or "Success Criteria".</summary>
    public static IReadOnlyList<string> CriteriaIn(string body)
    {
        var (items, inside) = (new List<string>(), false);
        foreach (var line in body.Split('\n').Select(line => line.Trim()))
        {
            if (line.StartsWith('#'))
            {
                inside = line.TrimStart('#').Trim().ToLowerInvariant() is "acceptance criteria" or "success criteria";
            }
            else if (inside && (line.StartsWith("- ", StringComparison.Ordinal) || line.StartsWith("* ", StringComparison.Ordinal)))
            {
                var item = line[2..].Trim();
                items.Add(item is ['[', ' ' or 'x' or 'X', ']', ' ', ..] ? item[4..].Trim() : item);
            }
        }

        return [.. items.Where(item => item.Length > 0).Distinct()];
    }

    /// <param name="before">What the file says; null for a new one.</param>
    /// <param name="raw">Its text.</param>
    public static string Of(TaskFileForm form, string key, TaskFacts now, IReadOnlyList<int> patches, TaskFile? before = null, string raw = "")
    {
        var (head, was) = (new List<string>(before?.Head ?? []), before?.Facts);
        foreach (var (field, text) in Fields(form, key, now, patches, was, head))
        {
            Set(head, field, text);
        }

        var body = was?.Body == now.Body ? raw.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split("\n" + FrontMatter.Mark, 2)[1].TrimStart(' ', '\t') : $"\n\n{now.Body}\n";
        var whole = $"{FrontMatter.Mark}\n{string.Concat(head.Select(line => line + "\n"))}{FrontMatter.Mark}{body}";
        return raw.Contains("\r\n", StringComparison.Ordinal) ? whole.ReplaceLineEndings("\r\n") : whole;
    }

    /// <summary>The fields that have to be written, with their new text.</summary>
    private static IEnumerable<(string Field, string Text)> Fields(TaskFileForm form, string key, TaskFacts now, IReadOnlyList<int> patches, TaskFacts? was, List<string> head)
    {
        var isPrompt = form == TaskFileForm.Prompt;
        if (was is null)
        {
            yield return (isPrompt ? "number" : "id", isPrompt ? key : Scalar(key));
        }

        if (was?.Title != now.Title)
        {
            yield return (isPrompt ? "title" : "name", Scalar(now.Title));
        }

        if (was is null && isPrompt)
        {
            yield return ("type", patches.Count > 0 ? TaskFileReader.UserPatch : TaskFileReader.Planned);
            if (patches.Count > 0)
            {
                yield return ("patches_prompts", List([.. patches.Select(number => number.ToString(CultureInfo.InvariantCulture))], plain: true));
            }
        }

        if (was?.State != now.State)
        {
            yield return ("status", TaskFileWords.Word(now.State, form));
        }

        if (was is null || !was.Needs.SequenceEqual(now.Needs))
        {
            yield return (isPrompt ? "dependencies" : head.Exists(line => line.StartsWith("dependsOn:", StringComparison.Ordinal)) ? "dependsOn" : "depends_on", List(now.Needs, isPrompt));
        }

        if (was?.Priority != now.Priority)
        {
            yield return ("priority", now.Priority.Word());
        }

        if ((was?.Role ?? TaskMetadata.RoleOf(now.Metadata)) != now.Role)
        {
            yield return ("role", Scalar(now.Role));
        }

        if (!(was?.Scope ?? []).SequenceEqual(now.Scope))
        {
            yield return ("files", List(now.Scope));
        }

        foreach (var (name, fact) in TaskFileWords.Kept)
        {
            if (TaskMetadata.Of(was?.Metadata ?? [], fact) is var said && TaskMetadata.Of(now.Metadata, fact) is var say && said != say)
            {
                yield return (name, say ?? "");
            }
        }

        var criteria = was?.Body == now.Body ? was.Criteria : CriteriaIn(now.Body);
        if (!criteria.SequenceEqual(now.Criteria))
        {
            yield return ("criteria", List(now.Criteria));
        }
    }

    /// <summary>Replaces a field's lines, or adds one at the end.</summary>
    private static void Set(List<string> head, string field, string text)
    {
        var at = head.FindIndex(line => line.StartsWith(field + ":", StringComparison.Ordinal));
        if (at < 0)
        {
            head.Add($"{field}: {text}");
            return;
        }

        var end = at + 1;
        while (end < head.Count && head[end] is [' ' or '\t' or '-', ..])
        {
            end++;
        }

        head.RemoveRange(at, end - at);
        head.Insert(at, $"{field}: {text}");
    }

    private static string List(IReadOnlyList<string> items, bool plain = false) => $"[{string.Join(", ", items.Select(item => plain ? item : Scalar(item)))}]";

    private static string Scalar(string text) =>
        text.Length > 0 && char.IsAsciiLetter(text[0]) && !text.AsSpan().ContainsAny(Special) && !Reserved.Contains(text.ToLowerInvariant()) && text.Trim() == text && !char.IsAsciiDigit(text[0])
            ? text
            : string.Create(CultureInfo.InvariantCulture, $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal)}\"");
}
