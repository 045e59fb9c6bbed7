using Ov.Cli;

namespace Ov.Mcp;

/// <summary>
/// Standard output of a command whose answer goes to a client. Flushing hands the document over and returns once the client was sent it,
/// or fails as a pipe without a reader does: mail that nobody was shown is given back.
/// </summary>
/// <param name="waits">False for one of several commands of a call: their answers go together.</param>
internal sealed class AnswerWriter(bool waits) : StringWriter
{
    private readonly TaskCompletionSource<string> _written = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<bool> _sent = new();

    /// <summary>The document, as soon as there is one.</summary>
    public Task<string> Written => _written.Task;

    /// <summary>The client was sent the answer, or never will be.</summary>
    public void Sent(bool reached) => _sent.TrySetResult(reached);

    public override void Flush()
    {
        if (GetStringBuilder().Length > 0 && _written.TrySetResult(ToString()) && waits && !_sent.Task.GetAwaiter().GetResult())
        {
            throw new OutputFailure("The client has gone.", readerLeft: true);
        }
    }
}
