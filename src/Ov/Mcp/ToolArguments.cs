using System.Globalization;
using System.Text.Json;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Text;

namespace Ov.Mcp;

/// <summary>The arguments of one call, checked against what the tool takes: a model that mistypes a name is told the right one.</summary>
internal sealed class ToolArguments
{
    private readonly Dictionary<string, object> _values = [];

    /// <exception cref="OvException">usage: an unknown, missing or unfit argument.</exception>
    public static ToolArguments Read(string tool, IReadOnlyList<ToolInput> inputs, IEnumerable<KeyValuePair<string, JsonElement>> given)
    {
        var arguments = new ToolArguments();
        foreach (var (name, value) in given.Where(one => one.Value.ValueKind != JsonValueKind.Null))
        {
            var input = inputs.FirstOrDefault(known => known.Name == name) ?? throw Unknown(tool, inputs, name);
            arguments._values[name] = Value(tool, input, value);
        }

        if (inputs.FirstOrDefault(input => input.IsRequired && arguments._values.GetValueOrDefault(input.Name) is null or string { Length: 0 }) is { } missing)
        {
            throw new OvException(ErrorCode.Usage, $"{tool} needs '{missing.Name}'.", Taken(inputs));
        }

        return arguments;
    }

    public string? Text(string name) => _values.GetValueOrDefault(name) as string;

    public bool Has(string name) => _values.ContainsKey(name);

    public IReadOnlyList<string> Texts(string name) => _values.GetValueOrDefault(name) as IReadOnlyList<string> ?? [];

    /// <summary>The list as a command's option takes it; null when it was not given.</summary>
    public string? Listed(string name) => _values.ContainsKey(name) ? string.Join(',', Texts(name)) : null;

    public string? Number(string name) => (_values.GetValueOrDefault(name) as long?)?.ToString(CultureInfo.InvariantCulture);

    /// <summary>An object as it was written.</summary>
    public JsonElement? Object(string name) => _values.GetValueOrDefault(name) as JsonElement?;

    public IReadOnlyList<ToolArguments> List(string name) => _values.GetValueOrDefault(name) as IReadOnlyList<ToolArguments> ?? [];

    private static object Value(string tool, ToolInput input, JsonElement value) => (input.Kind, value.ValueKind) switch
    {
        (InputKind.Text, JsonValueKind.String or JsonValueKind.Number) => Among(input, Sound(tool, input, value)),
        (InputKind.Text, JsonValueKind.True or JsonValueKind.False) when input.Words.Contains(value.GetRawText()) => value.GetRawText(),
        (InputKind.Texts, JsonValueKind.String or JsonValueKind.Number) => (IReadOnlyList<string>)[Sound(tool, input, value)],
        (InputKind.Texts, JsonValueKind.Array) when value.EnumerateArray().All(item => item.ValueKind is JsonValueKind.String or JsonValueKind.Number) =>
            (IReadOnlyList<string>)[.. value.EnumerateArray().Select(item => Sound(tool, input, item))],
        (InputKind.Number, JsonValueKind.Number) when value.TryGetInt64(out var number) => number,
        (InputKind.Object, JsonValueKind.Object) => value,
        (InputKind.Objects, JsonValueKind.Array) when value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Object) =>
            (IReadOnlyList<ToolArguments>)[.. value.EnumerateArray().Select(item => Read($"Each of {tool}'s {input.Name}", input.Fields, Members(item)))],
        _ => throw new OvException(ErrorCode.Usage, $"{tool} takes {Form(input)} as '{input.Name}'."),
    };

    public static IEnumerable<KeyValuePair<string, JsonElement>> Members(JsonElement item) => item.EnumerateObject().Select(member => KeyValuePair.Create(member.Name, member.Value));

    /// <summary>Half a letter or a NUL cannot be stored, and no command line could have held it.</summary>
    private static string Sound(string tool, ToolInput input, JsonElement value)
    {
        try
        {
            var text = value.ValueKind == JsonValueKind.Number ? value.GetRawText() : value.GetString()!;
            return !text.Contains('\0', StringComparison.Ordinal) ? text : throw new OvException(ErrorCode.Usage, $"'{input.Name}' of {tool} holds a NUL character.");
        }
        catch (InvalidOperationException)
        {
            throw new OvException(ErrorCode.Usage, $"'{input.Name}' of {tool} is no valid text: it holds half of a letter.");
        }
    }

    private static string Among(ToolInput input, string word) => input.Words.Count == 0 || input.Words.Contains(word)
        ? word
        : throw new OvException(ErrorCode.Usage, ChoiceOption.Complaint(input.Name, Shown(word), input.Words));

    private static OvException Unknown(string tool, IReadOnlyList<ToolInput> inputs, string name) =>
        new(ErrorCode.Usage, $"{tool} takes no '{Shown(name)}'.{Nearest.Sentence(name, inputs.Select(input => input.Name))}", Taken(inputs));

    private static string Taken(IReadOnlyList<ToolInput> inputs) =>
        inputs.Count == 0 ? "It takes no arguments." : $"It takes: {string.Join(", ", inputs.Select(input => input.IsRequired ? $"{input.Name} (needed)" : input.Name))}.";

    private static string Shown(string text) => VisibleText.OneLine(Narration.Shortened(text));

    private static string Form(ToolInput input) => input.Kind switch
    {
        InputKind.Text => "a text", InputKind.Texts => "a list of texts", InputKind.Number => "a whole number", InputKind.Object => "an object", _ => "a list of objects",
    };
}
