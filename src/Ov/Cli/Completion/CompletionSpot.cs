using System.CommandLine;

namespace Ov.Cli.Completion;

/// <summary>What stands where the cursor is: the command reached, the value asked for if any, and what of the word is typed.</summary>
/// <param name="Option">The option whose value it is; null when it is none's.</param>
/// <param name="Positionals">The arguments before it.</param>
/// <param name="Lead">The part of the word that stays, such as <c>--color=</c> or the items before the last comma.</param>
/// <param name="Prefix">What is typed of the value, the option or the verb itself.</param>
/// <param name="Given">The options that stand on the line already.</param>
internal sealed record CompletionSpot(
    Command Command, Option? Option, IReadOnlyList<string> Positionals, string Lead, string Prefix, bool AfterDashes, IReadOnlyCollection<Option> Given)
{
    /// <summary>The value of <c>--project</c> on the line.</summary>
    public string? Project { get; init; }

    /// <summary>The value of <c>--run</c> on the line.</summary>
    public string? Run { get; init; }

    /// <summary>True for an option's name; and with nothing typed options are offered where nothing else fits.</summary>
    public bool WantsOptions => Option is null && !AfterDashes && Prefix.StartsWith('-');

    /// <summary>The argument that the word would be.</summary>
    public Argument? Argument
    {
        get
        {
            if (Option is not null)
            {
                return null;
            }

            var arguments = Command.Arguments.Where(argument => !argument.Hidden).ToList();
            return Positionals.Count < arguments.Count ? arguments[Positionals.Count]
                : arguments is [.., { Arity.MaximumNumberOfValues: > 1 } last] ? last : null;
        }
    }
}
