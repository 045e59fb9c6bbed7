using System.Text.Json;
using Ov.Core.Json;
using Ov.Core.Shells;

namespace Ov.Core.Hooks.Desk;

/// <summary>
/// Puts our entries into a settings file and takes them out again; every other byte stays. What had to be made around an entry stands in
/// the entry itself, so taking it out gives back what was there, whoever edited the rest meanwhile. A text holds one letter for each byte.
/// </summary>
/// <param name="path">For what is said of a file that cannot be read.</param>
internal sealed class DeskHookText(string path)
{
    /// <summary>How many of our entries are in it.</summary>
    /// <exception cref="OvException">foreign: it is no settings file that we understand.</exception>
    public int Count(string? text) => text is null ? 0 : DeskHook.All.Count(hook => Find(Parse(text), hook) is not null);

    /// <param name="text">Null when there is no file.</param>
    /// <exception cref="OvException">foreign.</exception>
    public string With(string? text, string program)
    {
        var (result, isNew) = (Without(text), false);
        if (result is null)
        {
            (result, isNew) = ("{\n}\n", true);
        }

        foreach (var hook in DeskHook.All)
        {
            result = Insert(result, hook, program, isNew);
            isNew = false;
        }

        return result;
    }

    /// <summary>Null when nothing is left of a file that we made.</summary>
    /// <exception cref="OvException">foreign.</exception>
    public string? Without(string? text)
    {
        // Backwards, so that what was made for the first is empty again when its turn comes.
        foreach (var hook in DeskHook.All.Reverse())
        {
            while (text is not null && Find(Parse(text), hook) is { } found)
            {
                text = Cut(text, found);
            }
        }

        return text;
    }

    private string Insert(string text, DeskHook hook, string program, bool isNew)
    {
        var root = Parse(text);
        if (root.Member("hooks") is not { } hooks)
        {
            var entry = ShellFile.Raw(hook.Entry(program, isNew ? DeskHookNote.File : DeskHookNote.Hooks));
            return Append(text, root, $"\"hooks\": {{\n    \"{hook.Event}\": [\n      {entry}\n    ]\n  }}", 1);
        }

        return hooks.Member(hook.Event) is { } list
            ? Append(text, list, ShellFile.Raw(hook.Entry(program, DeskHookNote.None)), 3)
            : Append(text, hooks, $"\"{hook.Event}\": [\n      {ShellFile.Raw(hook.Entry(program, DeskHookNote.List))}\n    ]", 2);
    }

    /// <summary>Behind the last child, or right behind the bracket.</summary>
    private static string Append(string text, JsonSpan parent, string item, int depth)
    {
        var at = parent.Children.Count > 0 ? parent.Children[^1].End : parent.Content + 1;
        return $"{text[..at]}{(parent.Children.Count > 0 ? "," : "")}\n{new string(' ', depth * 2)}{item}{text[at..]}";
    }

    /// <summary>Null when the file is to go.</summary>
    private static string? Cut(string text, Found found)
    {
        var note = DeskHook.NoteIn(found.Command);
        var (parent, gone) = (found.List, found.Group);
        if (found.Group.Member("hooks") is { Children.Count: > 1 } shared)
        {
            // Somebody put further hooks into our group.
            return Cut(text, shared, found.Entry);
        }

        foreach (var (made, around, child) in new[] { (DeskHookNote.List, found.Hooks, found.List), (DeskHookNote.Hooks, found.Root, found.Hooks) })
        {
            if (note < made || parent.Children.Count > 1)
            {
                return Cut(text, parent, gone);
            }

            (parent, gone) = (around, child);
        }

        return note == DeskHookNote.File && parent.Children.Count == 1 ? null : Cut(text, parent, gone);
    }

    /// <summary>The comma and the space that came with it go too.</summary>
    private static string Cut(string text, JsonSpan parent, JsonSpan child)
    {
        var index = parent.Children.ToList().IndexOf(child);
        var (from, to) = index > 0 ? (parent.Children[index - 1].End, child.End)
            : parent.Children.Count > 1 ? (child.Start, parent.Children[1].Start)
            : (parent.Content + 1, child.End);
        return text[..from] + text[to..];
    }

    private static Found? Find(JsonSpan root, DeskHook hook)
    {
        if (root.Member("hooks") is not { } hooks || hooks.Member(hook.Event) is not { } list)
        {
            return null;
        }

        foreach (var group in list.Children)
        {
            foreach (var entry in group.Member("hooks")?.Children ?? [])
            {
                if (entry.Member("command")?.Text is { } command && hook.IsIn(command))
                {
                    return new Found(root, hooks, list, group, entry, command);
                }
            }
        }

        return null;
    }

    private JsonSpan Parse(string text)
    {
        try
        {
            var root = JsonSpan.Parse(text);
            var hooks = root.Member("hooks");
            return !root.IsObject ? throw Foreign("it is no JSON object")
                : hooks is { IsObject: false } ? throw Foreign("its \"hooks\" is no object")
                : DeskHook.All.FirstOrDefault(hook => hooks?.Member(hook.Event) is { IsList: false }) is { } odd ? throw Foreign($"its \"hooks.{odd.Event}\" is no list")
                : root;
        }
        catch (JsonException)
        {
            throw Foreign("it is not plain JSON");
        }
    }

    private OvException Foreign(string why) => new(ErrorCode.Foreign, $"{path} was not changed: {why}.", "Correct it by hand, then run this again.");

    private sealed record Found(JsonSpan Root, JsonSpan Hooks, JsonSpan List, JsonSpan Group, JsonSpan Entry, string Command);
}
