using Ov.Core;

namespace Ov.Cli;

/// <summary>What another face than the command line brings to a call that it makes in its own process.</summary>
/// <param name="Progress">Who hears what takes long.</param>
/// <param name="Words">Takes the answer as text besides the document that <c>--json</c> writes.</param>
/// <param name="Stop">Takes the place of Ctrl-C: the caller has given up, or is gone.</param>
internal sealed record CallFace(WorkProgress Progress, TextWriter Words, CancellationToken Stop);
