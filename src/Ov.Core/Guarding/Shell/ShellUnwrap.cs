namespace Ov.Core.Guarding.Shell;

/// <summary>
/// Tells every program that a script starts, also those started by others: <c>env</c>, <c>xargs</c>, <c>find -exec</c>, <c>sh -c</c>, <c>eval</c>, a git alias
/// on the line, and what else starts the program that it is given.
/// </summary>
public sealed class ShellUnwrap
{
    private const int DepthLimit = 12;

    private readonly Action<ShellCall, ShellState> _seen;
    private readonly ShellCursor.Budget _budget = new();
    private int _calls;
    private int _depth;

    private ShellUnwrap(Action<ShellCall, ShellState> seen) => _seen = seen;

    /// <param name="seen">Gets each call, the starter before what it starts.</param>
    /// <exception cref="ShellSyntaxException">It cannot be read, or starts too much.</exception>
    public static void Through(string script, ShellState state, Action<ShellCall, ShellState> seen) => new ShellUnwrap(seen).Script(script, state);

    private void Script(string text, ShellState state) => ShellWalk.Through(ShellParser.Parse(text, _budget), state, See);

    private void See(ShellCall call, ShellState state)
    {
        if (++_calls > ShellWalk.CallLimit || ++_depth > DepthLimit)
        {
            throw new ShellSyntaxException("it starts too many commands", 0);
        }

        var isFunction = call.Name is { Length: > 0 } name && state.Function(name) is not null;
        _seen(isFunction ? call with { IsFunction = true } : call, state);
        if (!isFunction && call.Program is { Length: > 0 } program)
        {
            Inner(program, call, state);
        }

        _depth--;
    }

    private void Inner(string program, ShellCall call, ShellState state)
    {
        switch (program)
        {
            case "sh" or "bash" or "dash" or "zsh" or "ksh" or "ash" or "rbash" or "su":
                OtherShell(call, state);
                break;
            case "eval":
                Text(call, [.. call.Words.Skip(1)], state);
                break;
            case "trap" when call.Words is [_, { IsExact: true, Text: not "-" and not ['-', ..] and not "" } handler, _, ..]:
                Script(handler.Text, state.Fork());
                break;
            case "git":
                ShellGitStarts.Through(call, inner => See(inner, state), (script, from) => Text(from, [script], state.ForChild(from.Folders, from.Sets)));
                break;
            case "find":
                foreach (var inner in ShellFindStarts.Of(call))
                {
                    See(inner, state);
                }

                break;
            default:
                foreach (var inner in ShellStarters.Of(program, call))
                {
                    if (inner.Script is { } script)
                    {
                        Text(inner.Call, [script], state.ForChild(inner.Call.Folders, inner.Call.Sets));
                    }
                    else
                    {
                        See(inner.Call, state);
                    }
                }

                break;
        }
    }

    private void OtherShell(ShellCall call, ShellState state)
    {
        var isUser = call.Program == "su";
        var arguments = ShellArguments.Of(call.Words.Skip(1), isUser ? "s shell g group c command" : "o rcfile init-file O", stopsAtOperand: !isUser);
        var child = state.ForChild(call.Folders, call.Sets);
        if (isUser)
        {
            if (arguments.Value("c", "command") is { } command)
            {
                Text(call, [command], child);
            }
        }
        else if (arguments.Has("c"))
        {
            Text(call, [.. arguments.Operands.Take(1)], child);
        }
        else if (arguments.Operands.Count == 0 || arguments.Has("s"))
        {
            if (call.InputText is { } text)
            {
                Script(text, child);
            }
            else if (call.Input != ShellInput.Inherited)
            {
                _seen(Hidden(call), state);
            }
        }
        else if (arguments.IsVague)
        {
            _seen(Hidden(call), state);
        }
    }

    /// <summary>A script given as words: read when all of them are known, else something that nobody can read is started.</summary>
    private void Text(ShellCall call, IReadOnlyList<ShellField> words, ShellState state)
    {
        if (words.Count == 0)
        {
            return;
        }

        if (words.All(word => word.IsKnown) && !call.HasMoreArguments)
        {
            Script(string.Join(' ', words.Select(word => word.Text)), state);
            return;
        }

        Beginning(string.Join(' ', words.TakeWhile(word => word.IsKnown).Concat(words.Where(word => !word.IsKnown).Take(1)).Select(word => word.Text)), state);
        _seen(Hidden(call), state);
    }

    /// <summary>What stands in front of the unknown part still tells what will run, as far as it can be read.</summary>
    private void Beginning(string text, ShellState state)
    {
        var depth = _depth;
        try
        {
            Script(text, state.Fork());
        }
        catch (ShellSyntaxException) when (_calls <= ShellWalk.CallLimit && _depth <= DepthLimit && _budget.Words <= ShellCursor.Budget.WordLimit)
        {
            // Cut in the middle of something; what cannot be read is told as hidden.
            _depth = depth;
        }
    }

    private static ShellCall Hidden(ShellCall call) => call with { Words = [new ShellField("", false, false)], Openings = [], HidesScript = true };
}
