namespace Ov.Cli;

/// <summary>Standard output could not be written.</summary>
/// <param name="readerLeft">A reader that went away (<c>ov status | head -1</c>) ends the command quietly; anything else is an error.</param>
internal sealed class OutputFailure(string message, bool readerLeft) : IOException(message)
{
    public bool ReaderLeft { get; } = readerLeft;
}
