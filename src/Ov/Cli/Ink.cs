namespace Ov.Cli;

/// <summary>Colour where it is wanted, and the text as it is where it is not. Colour never carries a meaning of its own.</summary>
internal sealed class Ink(bool colour)
{
    public string Good(string text) => Paint("32", text);

    public string Bad(string text) => Paint("31", text);

    public string Doubtful(string text) => Paint("33", text);

    public string Strong(string text) => Paint("1", text);

    public string Faint(string text) => Paint("2", text);

    /// <summary>A line that begins with a mark, or with the code of an error, gets that painted.</summary>
    public string Marked(string line) => line switch
    {
        _ when !colour => line,
        ['✓', ' ', ..] => Good("✓") + line[1..],
        ['✗', ' ', ..] => Bad("✗") + line[1..],
        ['!', ' ', ..] => Doubtful("!") + line[1..],
        ['E', 'r', 'r', 'o', 'r', ' ', '[', ..] when line.IndexOf("]:", StringComparison.Ordinal) is > 0 and var end => Bad(line[..(end + 2)]) + line[(end + 2)..],
        _ => line,
    };

    private string Paint(string code, string text) => colour && text.Length > 0 ? $"\e[{code}m{text}\e[0m" : text;
}
