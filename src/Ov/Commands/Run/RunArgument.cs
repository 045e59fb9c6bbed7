using System.CommandLine;
using Ov.Core;
using Ov.Core.Runs;

namespace Ov.Commands.Runs;

/// <summary>The run that a command is about: the argument, else the one by the contract's rules.</summary>
internal static class RunArgument
{
    public static Argument<string?> Optional() =>
        new("name") { Description = "Name or id of the run; else the current one.", HelpName = "run", Arity = ArgumentArity.ZeroOrOne };

    /// <exception cref="OvException">not-found, ambiguous-run.</exception>
    public static RunRecord Find(OvApp app, string? text)
    {
        var caller = app.Caller;
        return app.Ledger.Read(sql => text is null ? RunResolver.Require(app, sql, caller) : RunResolver.Named(sql, text));
    }
}
