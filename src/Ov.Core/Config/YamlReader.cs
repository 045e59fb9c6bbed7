using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Ov.Core.Config;

/// <summary>
/// Builds nodes from the parser's own events: no reflection, every node knows its line, and neither depth nor
/// anchors can exhaust stack or memory.
/// </summary>
internal sealed class YamlReader
{
    private const int DeepestNesting = 32;

    private readonly ConfigSource source;
    private readonly string place;
    private readonly string text;
    private readonly Parser parser;
    private readonly Dictionary<string, ConfigNode> anchors = [];

    private YamlReader(string text, ConfigSource source, string place)
    {
        (this.source, this.place, this.text) = (source, place, text);
        parser = new Parser(new StringReader(text));
    }

    /// <summary>The document's root, or null when the text holds none. A fault ends in <paramref name="problem"/>.</summary>
    public static ConfigNode? Read(string text, ConfigSource source, string place, out ConfigProblem? problem)
    {
        problem = null;
        var reader = new YamlReader(text, source, place);
        try
        {
            return reader.Document();
        }
        catch (YamlException fault)
        {
            problem = reader.Fault((int)fault.Start.Line, fault.Message);
        }
        catch (InvalidOperationException)
        {
            problem = reader.Fault((int)(reader.parser.Current?.Start.Line ?? 0), "the text cannot be followed after this line; a bracket, brace or quote may be open");
        }

        return null;
    }

    private ConfigNode? Document()
    {
        Next<StreamStart>();
        Move();
        if (parser.Current is StreamEnd)
        {
            return null;
        }

        Move();
        var root = Node(0);
        Next<DocumentEnd>();
        Move();
        return parser.Current is StreamEnd ? root : throw Refuse("only one document is allowed; remove the second ---");
    }

    /// <summary>Reads the node that starts at the current event; afterwards the current event is its last one.</summary>
    private ConfigNode Node(int depth)
    {
        var start = parser.Current!;
        if (depth > DeepestNesting)
        {
            throw Refuse("values are nested too deeply");
        }

        if (start is AnchorAlias alias)
        {
            return anchors.TryGetValue(alias.Value.Value, out var known) ? known : throw Refuse($"the anchor \"{alias.Value}\" is not defined before its use");
        }

        var node = start switch
        {
            Scalar scalar => new ConfigScalar(At(start), scalar.Value, scalar.Style == ScalarStyle.Plain),
            SequenceStart => Sequence(At(start), depth),
            MappingStart => Mapping(At(start), depth),
            _ => throw Refuse("a value is missing"),
        };
        if (start is NodeEvent { Anchor.IsEmpty: false } anchored)
        {
            anchors[anchored.Anchor.Value] = node;
        }

        return node;
    }

    private ConfigList Sequence(ConfigOrigin origin, int depth)
    {
        var items = new List<ConfigNode>();
        for (Move(); parser.Current is not SequenceEnd; Move())
        {
            items.Add(Node(depth + 1));
        }

        return new ConfigList(origin, items);
    }

    private ConfigNode Mapping(ConfigOrigin origin, int depth)
    {
        var entries = new Dictionary<string, ConfigNode>();
        ConfigMap? merged = null;
        for (Move(); parser.Current is not MappingEnd; Move())
        {
            if (parser.Current is not Scalar key)
            {
                throw Refuse("a key must be a plain word");
            }

            var keyOrigin = At(key);
            Move();
            var value = Node(depth + 1) with { Origin = keyOrigin };
            if (key.Value == "<<" && value is ConfigMap other)
            {
                merged = other;
            }
            else if (!entries.TryAdd(key.Value, value))
            {
                throw new YamlException(key.Start, key.End, $"the key \"{key.Value}\" is written twice");
            }
        }

        return merged is null ? new ConfigMap(origin, entries) : ConfigNode.Merge(merged, new ConfigMap(origin, entries));
    }

    private void Move()
    {
        if (!parser.MoveNext())
        {
            throw Refuse("the text ends too early");
        }
    }

    private void Next<TEvent>()
        where TEvent : ParsingEvent
    {
        Move();
        if (parser.Current is not TEvent)
        {
            throw Refuse("the text is not one YAML document");
        }
    }

    private YamlException Refuse(string reason)
    {
        var at = parser.Current?.Start ?? Mark.Empty;
        return new YamlException(at, at, reason);
    }

    private ConfigOrigin At(ParsingEvent where) => new(source, place, source == ConfigSource.Variable ? 0 : (int)where.Start.Line);

    /// <summary>A tab in an indentation is the usual reason, and the parser then names the line before it.</summary>
    private ConfigProblem Fault(int line, string reason)
    {
        var tabbed = new[] { line, line + 1 }.FirstOrDefault(IsTabbed);
        var why = tabbed > 0 ? "a tab indents this line, YAML allows only spaces there" : reason.TrimEnd('.').Replace('\n', ' ');
        var at = source == ConfigSource.Variable ? 0 : Math.Max(tabbed > 0 ? tabbed : line, 1);
        return new(true, "", new(source, place, at), $"This is not valid YAML: {why}.");
    }

    private bool IsTabbed(int line) => text.Split('\n').ElementAtOrDefault(line - 1)?.TakeWhile(char.IsWhiteSpace).Contains('\t') == true;
}
