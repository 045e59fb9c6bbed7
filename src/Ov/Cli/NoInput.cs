using Ov.Core;

namespace Ov.Cli;

/// <summary>The standard input of a command that a person is to confirm by its words: what they do not see has no part in it.</summary>
internal sealed class NoInput : TextReader
{
    public override int Read() => throw new OvException(
        ErrorCode.Usage, "A text on standard input is not shown to the person who confirms this.", "Write it out, as in --body \"...\".");
}
