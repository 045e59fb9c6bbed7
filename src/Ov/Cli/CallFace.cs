using Ov.Core;
using Ov.Core.Ledger;

namespace Ov.Cli;

/// <summary>What another face than the command line brings to a call that it makes in its own process.</summary>
/// <param name="Progress">Who hears what takes long.</param>
/// <param name="Words">Takes the answer as text besides the document that <c>--json</c> writes.</param>
/// <param name="Stop">Takes the place of Ctrl-C: the caller has given up, or is gone.</param>
internal sealed record CallFace(WorkProgress Progress, TextWriter Words, CancellationToken Stop)
{
    /// <summary>Set for a request from an agent's outbox, see <see cref="OvLedger.First"/>: only what a host does for an agent is run.</summary>
    public Action<Tx>? First { get; init; }
}
