namespace Ov.Core.Mail;

/// <summary>One field that a mail type's payload may hold. Fields that the table does not name are kept as they are.</summary>
/// <param name="Words">The allowed values of a text field; empty means any.</param>
internal sealed record PayloadField(string Name, PayloadKind Kind, bool Required, params string[] Words)
{
    /// <summary>For a message: what would be right here.</summary>
    public string Expected => Words.Length > 0 ? $"one of {string.Join(", ", Words)}" : Kind switch
    {
        PayloadKind.Text => "a text",
        PayloadKind.Number => "a number",
        PayloadKind.Flag => "true or false",
        PayloadKind.Texts => "a list of texts",
        _ => "a list",
    };
}

internal enum PayloadKind
{
    Text,
    Number,
    Flag,
    Texts,
    List,
}
