namespace Ov.Cli;

/// <summary>A reader that went away (<c>ov status | head -1</c>) ends the command quietly.</summary>
internal static class BrokenPipe
{
    public static bool IsOn(TextWriter output)
    {
        try
        {
            output.Flush();
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
