using System.CommandLine;
using System.Text;
using Ov.Core;

namespace Ov.Cli;

/// <summary>A long text from <c>--body</c>, <c>--file</c> or standard input, for every command that takes one.</summary>
internal sealed class BodyText
{
    public Option<string?> Body { get; private init; } = new("--body") { Description = "The text; '-' reads standard input.", HelpName = "text" };

    public Option<string?> File { get; private init; } = new("--file") { Description = "Read the text from a file; '-' is standard input.", HelpName = "path" };

    /// <summary>Those of a command; null when it takes no text by them.</summary>
    public static BodyText? Of(Command command) =>
        command.Options.FirstOrDefault(option => option.Name == "--body") is Option<string?> body && command.Options.FirstOrDefault(option => option.Name == "--file") is Option<string?> file
            ? new BodyText { Body = body, File = file } : null;

    public bool NamesFile(ParseResult parse) => parse.GetValue(File) is { } path && path != "-";

    public void AddTo(Command command)
    {
        command.Options.Add(Body);
        command.Options.Add(File);
    }

    /// <summary>Read up to one character over the limit, so that an endless input ends and a too long one is seen as such.</summary>
    /// <param name="limit">In characters.</param>
    /// <param name="argument">The text as an argument of its own, where the command takes one.</param>
    /// <exception cref="OvException">usage when there is none or two; not-found when the file is missing.</exception>
    public string Read(ParseResult parse, OvEnvironment environment, int limit, string? argument = null)
    {
        var (body, file) = (parse.GetValue(Body), parse.GetValue(File));
        if (argument is not null && (body ?? file) is not null)
        {
            throw new OvException(ErrorCode.Usage, "The text is given twice, as an argument and by an option.", "Give it once.");
        }

        body ??= argument;
        return (body, file) switch
        {
            ({ } text, null) when text != "-" => text,
            (null, { } path) when path != "-" => FromFile(environment, path, limit),
            ({ }, { }) => throw new OvException(ErrorCode.Usage, "The text is given twice, by --body and by --file.", "Give one of them."),
            (null, null) when environment.InIsTerminal => throw new OvException(
                ErrorCode.Usage, "There is no text.", "Give it with --body, with --file, or on standard input."),
            _ => UpTo(environment.In, limit),
        };
    }

    /// <summary>As <see cref="Read"/>, but null when neither option was given: standard input is then left alone.</summary>
    public string? ReadOptional(ParseResult parse, OvEnvironment environment, int limit) =>
        parse.GetValue(Body) is null && parse.GetValue(File) is null ? null : Read(parse, environment, limit);

    private static string FromFile(OvEnvironment environment, string path, int limit)
    {
        var full = Path.GetFullPath(path, environment.WorkingDirectory);
        try
        {
            using var reader = new StreamReader(full, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            return UpTo(reader, limit);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException or IOException)
        {
            throw new OvException(ErrorCode.NotFound, $"The file {path} cannot be read: {error.Message}");
        }
    }

    private static string UpTo(TextReader reader, int limit)
    {
        var text = new StringBuilder();
        var chunk = new char[8192];
        while (text.Length <= limit && reader.ReadBlock(chunk, 0, Math.Min(chunk.Length, limit + 1 - text.Length)) is var read and > 0)
        {
            text.Append(chunk, 0, read);
        }

        return text.ToString();
    }
}
