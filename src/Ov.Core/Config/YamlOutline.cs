using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Ov.Core.Config;

/// <summary>Where a value lies in the text of a YAML file, for changing it without touching anything else.</summary>
/// <param name="End">After the last letter that belongs to it.</param>
/// <param name="Entries">Those of a map; null for anything else.</param>
internal sealed record YamlOutline(int Start, int End, bool IsBlock, bool IsEmpty, IReadOnlyList<YamlEntry>? Entries)
{
    /// <summary>Null for a text without a value. The text must have been read without a fault before.</summary>
    public static YamlOutline? Of(string text)
    {
        var parser = new Parser(new StringReader(text));
        while (parser.MoveNext() && parser.Current is not DocumentStart)
        {
        }

        return parser.MoveNext() ? Node(parser, text) : null;
    }

    private static YamlOutline Node(Parser parser, string text)
    {
        var start = parser.Current!;
        switch (start)
        {
            case MappingStart map:
                return Map(parser, text, map);
            case SequenceStart list:
                return List(parser, text, list);
            case Scalar { IsPlainImplicit: true, Style: ScalarStyle.Plain, Value: "" }:
                return new(At(start.Start), At(start.Start), false, true, null);
            default:
                return new(At(start.Start), Trimmed(text, At(start.Start), At(start.End)), false, false, null);
        }
    }

    private static YamlOutline Map(Parser parser, string text, MappingStart start)
    {
        var entries = new List<YamlEntry>();
        for (parser.MoveNext(); parser.Current is not MappingEnd; parser.MoveNext())
        {
            var key = parser.Current!;
            var name = (key as Scalar)?.Value ?? "";
            parser.MoveNext();
            var value = Node(parser, text);
            var colon = text.IndexOf(':', At(key.End)) + 1;
            entries.Add(new(name, At(key.Start), (int)key.Start.Column - 1, colon, value.IsEmpty ? value with { Start = colon, End = colon } : value));
        }

        var isBlock = start.Style != MappingStyle.Flow;
        return new(At(start.Start), isBlock && entries.Count > 0 ? entries[^1].Value.End : AfterBracket(parser), isBlock, false, entries);
    }

    private static YamlOutline List(Parser parser, string text, SequenceStart start)
    {
        var end = At(start.End);
        for (parser.MoveNext(); parser.Current is not SequenceEnd; parser.MoveNext())
        {
            end = Node(parser, text).End;
        }

        var isBlock = start.Style != SequenceStyle.Flow;
        return new(At(start.Start), isBlock ? end : AfterBracket(parser), isBlock, false, null);
    }

    /// <summary>The parser gives the closing bracket no width.</summary>
    private static int AfterBracket(Parser parser) => At(parser.Current!.Start) + 1;

    private static int At(Mark mark) => (int)mark.Index;

    /// <summary>A text of several lines ends, for the parser, where the next thing begins.</summary>
    private static int Trimmed(string text, int start, int end) => start + text[start..Math.Min(end, text.Length)].TrimEnd().Length;
}

/// <summary>One key of a map with its value.</summary>
/// <param name="Column">Counted from 0.</param>
/// <param name="Colon">After the colon.</param>
internal sealed record YamlEntry(string Name, int At, int Column, int Colon, YamlOutline Value);
