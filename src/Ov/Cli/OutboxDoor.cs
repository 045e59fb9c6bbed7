using System.CommandLine;
using System.CommandLine.Parsing;
using Ov.Core;
using Ov.Core.Outboxes;

namespace Ov.Cli;

/// <summary>
/// Where a sandbox keeps an agent's session from the ledger, what the agent owes goes by its outbox, and any other change is refused. Nothing of a
/// command has run by then: its checks are the host's, which sees what will have been committed.
/// </summary>
internal static class OutboxDoor
{
    /// <summary>The longest text that is taken along; each command's own limit is lower.</summary>
    private const int TextLimit = 1 << 20;

    /// <summary>Options that mean nothing to the host, or whose value stands elsewhere by then; true for those that take a value.</summary>
    private static readonly Dictionary<string, bool> Dropped = new()
    {
        ["--project"] = true, ["-C"] = true, ["--json"] = false, ["--verbose"] = false, ["--timing"] = false, ["--quiet"] = false, ["-q"] = false,
    };

    /// <summary>What each of these commands may answer instead.</summary>
    public static readonly AnswerForm Form = new("where a sandbox forbids the ledger", () => AnswerJson.Default.QueuedAnswer);

    /// <summary>The answer to a command that was left for the host; null when it may run here.</summary>
    /// <exception cref="OvException">ledger-forbidden.</exception>
    public static CommandResult? Queue(OvApp app, ParseResult parse)
    {
        if (!Outbox.IsNeeded(app))
        {
            return null;
        }

        var verb = CommandRunner.PathOf(parse.CommandResult.Command);
        if (!Outbox.Verbs.Contains(verb) || app.Options.DryRun)
        {
            throw Forbidden($"The file system of this session forbids writing to the ledger, and 'ov {verb}' is not what its host does for it.");
        }

        var input = Input(app, parse, out var moved);
        var (request, id) = OutboxWriter.Write(app, Words(parse, verb, moved), input);
        return CommandResult.Of(new QueuedAnswer(true, id, verb, !request.CanCommit), () => AnswerJson.Default.QueuedAnswer, Write);
    }

    /// <summary>Of a request that the host runs, outside the sandbox: no file but what came along, no project but its own.</summary>
    /// <exception cref="OvException">ledger-forbidden.</exception>
    public static void Require(ParseResult parse, OvOptions chosen)
    {
        var command = parse.CommandResult.Command;
        if (!Outbox.Verbs.Contains(CommandRunner.PathOf(command)) || chosen.DryRun || chosen.Project is not null || BodyText.Of(command)?.NamesFile(parse) == true)
        {
            throw Forbidden("A host does this for no agent.");
        }
    }

    /// <summary>The text that the command would read from a file or standard input, read here with what this session may read.</summary>
    /// <param name="moved">It stood in an option, which stands for standard input now.</param>
    private static string? Input(OvApp app, ParseResult parse, out bool moved)
    {
        moved = false;
        var command = parse.CommandResult.Command;
        if (BodyText.Of(command) is not { } body)
        {
            return null;
        }

        var argument = command.Arguments.FirstOrDefault(one => one.Name == "text") is Argument<string?> text ? parse.GetValue(text) : null;
        var read = body.Read(parse, app.Environment, TextLimit, argument);
        moved = argument is null && parse.GetValue(body.Body) is null or "-";
        return moved || argument == "-" ? read : null;
    }

    /// <summary>The verb, then what is left of the options, then the operands: a question that nobody can wait for here is sent as one.</summary>
    private static List<string> Words(ParseResult parse, string verb, bool moved)
    {
        List<string> words = [.. (verb == "mail ask" ? "mail send" : verb).Split(' ')];
        var tokens = parse.Tokens.Where(token => token.Type != TokenType.Command).ToList();
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Type == TokenType.Option && TakesValue(tokens[i].Value, verb, moved) is { } takesValue)
            {
                i += takesValue ? 1 : 0;
            }
            else
            {
                words.Add(tokens[i].Value);
            }
        }

        if (verb == "mail ask")
        {
            Insert(words, "--type", "question");
        }

        if (moved)
        {
            Insert(words, "--body", "-");
        }

        return words;
    }

    private static void Insert(List<string> words, string option, string value)
    {
        words.Insert(2, value);
        words.Insert(2, option);
    }

    /// <summary>Null for an option that stays.</summary>
    private static bool? TakesValue(string option, string verb, bool moved) => option switch
    {
        "--body" or "--file" when moved => true,
        "--timeout" when verb == "mail ask" => true,
        "--wait" when verb == "mail ask" => false,
        _ => Dropped.TryGetValue(option, out var takesValue) ? takesValue : null,
    };

    private static void Write(QueuedAnswer answer, TextView view)
    {
        view.Ok($"Queued: this session may not write the ledger, so your host runs 'ov {answer.Verb}' for you, during this turn or at its end");
        view.Hint(answer.CommitsForYou ? "Git is out of reach too: leave your changes uncommitted; with your report ov commits those inside your files." : "If it is refused, you are told by mail in your next turn.");
    }

    private static OvException Forbidden(string sentence) => new(
        ErrorCode.LedgerForbidden, sentence, $"It does: {string.Join(", ", Outbox.Verbs)}. Commands that only read work; new mail comes with your next turn.");
}

/// <summary>What an agent hears whose command was left for its host.</summary>
/// <param name="Queued">Always true.</param>
/// <param name="Request">Its id in the outbox.</param>
/// <param name="Verb">What the host is to do.</param>
/// <param name="CommitsForYou">Git's folder is forbidden too, so the host also commits.</param>
internal sealed record QueuedAnswer(bool Queued, string Request, string Verb, bool CommitsForYou);
