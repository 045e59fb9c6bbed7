namespace Ov.Core.Guarding.Shell;

/// <summary>
/// Goes through a script in the order of its execution and tells every command it would start, in whatever folder, with whatever
/// is known of its words. Conditions count as both true and false.
/// </summary>
public sealed class ShellWalk
{
    /// <summary>Commands of one script; a script with more is not judged.</summary>
    public const int CallLimit = 500;

    private const int CallDepth = 20;

    private const int TurnLimit = 8;

    private static readonly string[] Declaring = ["export", "declare", "typeset", "local", "readonly"];

    private readonly Action<ShellCall, ShellState> _seen;
    private int _calls;
    private int _depth;
    private int _loops;
    private int _loop;
    private bool _isCondition;

    private ShellWalk(Action<ShellCall, ShellState> seen) => _seen = seen;

    /// <param name="seen">Gets each command and the state it starts in.</param>
    /// <exception cref="ShellSyntaxException">It starts more than <see cref="CallLimit"/> commands.</exception>
    public static void Through(ShellNode script, ShellState state, Action<ShellCall, ShellState> seen) => new ShellWalk(seen).Walk(script, state, ShellInput.Inherited);

    private void Walk(ShellNode node, ShellState state, ShellInput input)
    {
        switch (node)
        {
            case ShellCommand command:
                Run(command, state, input);
                break;
            case ShellSequence sequence:
                Sequence(sequence, state, input);
                break;
            case ShellPipeline pipeline:
                for (var stage = 0; stage < pipeline.Stages.Count; stage++)
                {
                    Walk(pipeline.Stages[stage], state.Fork(), stage == 0 ? input : ShellInput.Pipe);
                }

                break;
            case ShellGroup group:
                Group(group, state, input);
                break;
            case ShellFunction function:
                state.Define(function.Name, function.Body);
                break;
        }
    }

    private void Sequence(ShellSequence sequence, ShellState state, ShellInput input)
    {
        // The state before the list's last command, should that one have failed.
        ShellState? before = null;
        foreach (var (node, join) in sequence.Steps)
        {
            if (join == ShellJoin.Maybe)
            {
                if (before is not null)
                {
                    state.Join(before);
                }

                var taken = state.Fork();
                Walk(node, taken, input);
                state.Join(taken);
                before = null;
                continue;
            }

            if (join == ShellJoin.Then && before is not null)
            {
                state.Join(before);
            }

            before = IsSure(node) ? null : state.Fork();
            Walk(node, state, input);
        }

        if (before is not null && sequence.Steps.Count > 1)
        {
            state.Join(before);
        }
    }

    /// <summary>Assignments do not fail, so that there is one state behind them.</summary>
    private static bool IsSure(ShellNode node) =>
        node is ShellCommand command && (command.Words.Count == 0 ? command.Redirects.Count == 0 : command.Words[0].Bare is { } name && Declaring.Contains(name));

    private void Group(ShellGroup group, ShellState state, ShellInput input)
    {
        foreach (var nested in group.Nested)
        {
            Walk(nested, state.Fork(), input);
        }

        var openings = Openings(group.Redirects, state);
        if (openings.Count > 0)
        {
            See(new ShellCall([], state.Folders, new Dictionary<string, ShellField>(), openings), state);
        }

        var (loop, isCondition) = (_loop, _isCondition);
        _loop = group.IsLoop && loop == 0 ? ++_loops : loop;
        _isCondition = group.IsCondition || (isCondition && !group.IsLoop);
        var inner = group.Subshell ? state.Fork() : state;
        foreach (var value in group.Variable is null ? [null] : Values(group, state))
        {
            if (group.Variable is { } variable)
            {
                inner.Set(variable, value);
            }

            Walk(group.Body, inner, openings.Count == 0 ? input : InputOf(openings, input));
        }

        (_loop, _isCondition) = (loop, isCondition);
    }

    /// <summary>What a loop's variable holds, turn by turn, when the whole list is known and short; else one turn with an unknown value.</summary>
    private List<string?> Values(ShellGroup group, ShellState state)
    {
        var fields = group.Values?.SelectMany(state.Fields).ToList();
        return fields is { Count: > 0 and <= TurnLimit } && _calls < CallLimit / 4 && fields.All(field => field.IsKnown) ? [.. fields.Select(field => field.Text)] : [null];
    }

    private void Run(ShellCommand command, ShellState state, ShellInput input)
    {
        foreach (var nested in command.Nested)
        {
            Walk(nested, state.Fork(), ShellInput.Inherited);
        }

        var words = command.Words.SelectMany(state.Fields).ToList();
        var openings = Openings(command.Redirects, state);
        if (words.Count == 0)
        {
            foreach (var assignment in command.Assignments)
            {
                Assign(state, assignment);
            }
        }

        // A word that may become nothing leaves the next one as the name.
        var sets = new Dictionary<string, ShellField>(StringComparer.Ordinal);
        foreach (var assignment in command.Assignments)
        {
            sets[assignment.Name] = state.Fields(assignment.Value) is [var only] ? only : new ShellField("", assignment.Value.Parts.Count == 0, false);
        }

        var call = new ShellCall(words, state.Folders, sets, openings) { Loop = _loop, IsCondition = _isCondition, Input = InputOf(openings, input), InputText = TextOf(openings, state) };
        See(call, state);
        After(call, state);
    }

    /// <summary>What a builtin changes for the commands behind it.</summary>
    private void After(ShellCall call, ShellState state)
    {
        if (call.Name is not { Length: > 0 } name)
        {
            return;
        }

        var arguments = call.Words.Skip(1).ToList();
        while (name is "command" or "builtin" && arguments is [{ IsExact: true } next, ..] && next.Text is not ['-', ..])
        {
            (name, arguments) = (next.Text, arguments[1..]);
        }

        if (state.Function(name) is { } body)
        {
            if (++_depth > CallDepth)
            {
                throw new ShellSyntaxException("its functions call each other without end", 0);
            }

            Walk(body, state, call.Input);
            _depth--;
        }
        else if (name is "cd" or "pushd")
        {
            Enter(arguments, state);
        }
        else if (name == "popd")
        {
            state.Return();
        }
        else if (Declaring.Contains(name))
        {
            foreach (var field in arguments)
            {
                var equals = field.Text.IndexOf('=', StringComparison.Ordinal);
                if (equals > 0)
                {
                    state.Set(field.Text[..equals].TrimEnd('+'), field.IsKnown && field.Text[equals - 1] != '+' ? field.Text[(equals + 1)..] : null);
                }
            }
        }
        else if (name is "unset" or "read" or "mapfile" or "readarray" or "getopts" or "printf" or "let")
        {
            foreach (var field in arguments)
            {
                state.Set(field.Text, null);
            }
        }
    }

    private static void Enter(List<ShellField> arguments, ShellState state)
    {
        var where = arguments.Where(field => !(field.IsExact && field.Text is "-L" or "-P" or "-e" or "-@" or "--")).ToList();
        if (where is [{ IsExact: true, Text: "-" }])
        {
            state.Return();
            return;
        }

        state.Enter(where switch
        {
            [] => state.Value("HOME"),
            [{ IsExact: true, Text: not "-" } only] => only.Text,
            _ => null,
        });
    }

    private static void Assign(ShellState state, ShellAssignment assignment)
    {
        var value = assignment.Value.Parts.Count == 0 ? "" : Quoted(assignment.Value, state);
        state.Set(assignment.Name, assignment.Appends ? null : value);
    }

    /// <summary>An assignment is never split.</summary>
    private static string? Quoted(ShellWord word, ShellState state) =>
        state.Fields(new ShellWord([.. word.Parts.Select(part => part with { Quoted = true })])) is [{ IsKnown: true } only] ? only.Text : null;

    private static List<ShellOpening> Openings(IReadOnlyList<ShellRedirect> redirects, ShellState state) =>
        [.. redirects.Select(redirect => new ShellOpening(redirect, state.Fields(redirect.Target) is [var only] ? only : new ShellField("", false, false)))];

    private static ShellInput InputOf(IReadOnlyList<ShellOpening> openings, ShellInput otherwise) =>
        openings.LastOrDefault(opening => opening.Redirect.Operator is "<" or "<&" or "<>" or "<<" or "<<<")?.Redirect.Operator switch
        {
            null => otherwise,
            "<<" or "<<<" => ShellInput.Text,
            _ => ShellInput.File,
        };

    private static string? TextOf(IReadOnlyList<ShellOpening> openings, ShellState state) => openings.LastOrDefault(opening => opening.Redirect.Operator is "<<" or "<<<") switch
    {
        { Redirect.Heredoc: { } heredoc } opening => opening.Redirect.Target.Parts.Any(part => part.Quoted) || !heredoc.Text.AsSpan().ContainsAny('$', '`', '\\') ? heredoc.Text : null,
        { Target.IsKnown: true } opening => opening.Target.Text,
        _ => null,
    };

    private void See(ShellCall call, ShellState state)
    {
        if (++_calls > CallLimit)
        {
            throw new ShellSyntaxException("it starts too many commands", 0);
        }

        _seen(call, state);
    }
}
