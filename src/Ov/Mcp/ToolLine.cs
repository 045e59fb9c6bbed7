using Ov.Core;

namespace Ov.Mcp;

/// <summary>
/// The command line that a call stands for. Values are bound to their option or stand behind <c>--</c>, so that no argument can pass for
/// an option.
/// </summary>
/// <param name="verb">Such as <c>mail send</c>.</param>
internal sealed class ToolLine(string verb)
{
    private readonly List<string> _options = [];
    private readonly List<string> _operands = [];

    /// <summary>What the command reads on standard input; null for nothing.</summary>
    public string? Input { get; private set; }

    public IEnumerable<string> Words => [.. verb.Split(' '), .. _options, .. _operands.Count > 0 ? ["--", .. _operands] : Array.Empty<string>()];

    /// <param name="value">Null leaves the option out.</param>
    public ToolLine With(string option, string? value)
    {
        if (value is not null)
        {
            // Nothing cannot be bound.
            _options.AddRange(value.Length > 0 ? [$"{option}={value}"] : [option, value]);
        }

        return this;
    }

    /// <summary>An option given several times.</summary>
    public ToolLine Each(string option, IEnumerable<string> values)
    {
        _options.AddRange(values.Select(value => $"{option}={value}"));
        return this;
    }

    /// <summary>The same command with nothing kept.</summary>
    public ToolLine Rehearsed()
    {
        var line = new ToolLine(verb) { Input = Input };
        line._options.AddRange(["--dry-run", .. _options]);
        line._operands.AddRange(_operands);
        return line;
    }

    /// <param name="option">Null for none.</param>
    public ToolLine Flag(string? option)
    {
        _options.AddRange(option is null ? [] : [option]);
        return this;
    }

    /// <summary>A text for <c>--body</c>.</summary>
    public ToolLine Body(string? text)
    {
        // A lone dash would mean standard input.
        Input = text == "-" ? text : null;
        return With("--body", text);
    }

    public ToolLine On(params IEnumerable<string?> operands)
    {
        _operands.AddRange(operands.OfType<string>());
        return this;
    }

    /// <summary>An operand of a command that means something else by <c>--</c>.</summary>
    /// <exception cref="OvException">usage: it would be taken for an option.</exception>
    public ToolLine OnBare(string operand)
    {
        _options.Add(!operand.StartsWith('-') ? operand : throw new OvException(ErrorCode.Usage, "The text of a task cannot begin with '-'."));
        return this;
    }
}
