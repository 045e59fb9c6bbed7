namespace Ov.Mcp;

/// <summary>One argument of a tool.</summary>
/// <param name="Description">Empty where the name says it all: every word is paid for in each session.</param>
internal sealed record ToolInput(string Name, InputKind Kind, string Description = "")
{
    public bool IsRequired { get; init; }

    /// <summary>What a text is one of; empty for any.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>Of each item of a list of objects.</summary>
    public IReadOnlyList<ToolInput> Fields { get; init; } = [];

    public static ToolInput Text(string name, string description = "") => new(name, InputKind.Text, description);

    public static ToolInput Needed(string name, string description = "") => Text(name, description) with { IsRequired = true };

    public static ToolInput Texts(string name, string description = "") => new(name, InputKind.Texts, description);

    public static ToolInput Number(string name, string description = "") => new(name, InputKind.Number, description);

    public static ToolInput Object(string name, string description = "") => new(name, InputKind.Object, description);

    public static ToolInput OneOf(string name, params IReadOnlyList<string> words) => Text(name) with { Words = words };

    /// <summary>A list of objects, which must be given.</summary>
    public static ToolInput List(string name, params IReadOnlyList<ToolInput> fields) => new(name, InputKind.Objects) { IsRequired = true, Fields = fields };
}

/// <summary>The form of an argument.</summary>
internal enum InputKind
{
    /// <summary>A text; a number counts as one, because tasks are named by number.</summary>
    Text,

    /// <summary>A list of texts.</summary>
    Texts,

    /// <summary>A whole number.</summary>
    Number,

    /// <summary>An object whose fields are the command's affair.</summary>
    Object,

    /// <summary>A list of objects.</summary>
    Objects,
}
