using System.CommandLine;
using Ov.Core;
using Ov.Core.Ledger;
using Ov.Core.Tasks;

namespace Ov.Commands.Groups;

/// <summary>The arguments that the verbs of <c>group</c> share.</summary>
internal static class GroupArguments
{
    public static Argument<string> Group() => new("group") { Description = "Name or id of the group." };

    public static Argument<string[]> Tasks() => new("tasks") { Description = "Numbers or ids.", Arity = ArgumentArity.OneOrMore };

    /// <summary>Overstory's switch; tasks are always looked up here, since they are the ledger's own.</summary>
    public static Option<bool> SkipValidation() => new("--skip-validation") { Description = "Overstory's; tasks are looked up all the same.", Hidden = true };

    /// <exception cref="OvException">not-found: then nothing is changed.</exception>
    public static List<TaskRecord> Find(OvApp app, Sql sql, IEnumerable<string> texts) => [.. texts.Select(text => TaskResolver.Require(app, sql, text))];
}
