namespace Ov.Cli.Help;

/// <summary>A page of help before anybody decided how it is drawn: on a terminal, as Markdown or as a man page.</summary>
/// <param name="Name">The words typed to get there, such as <c>ov mail send</c>; of a topic its word.</param>
/// <param name="Summary">One line, without a period.</param>
internal sealed record HelpDocument(string Name, string Summary, IReadOnlyList<HelpSection> Sections);

/// <param name="Title">Empty for what stands right below the summary.</param>
internal sealed record HelpSection(string Title, IReadOnlyList<HelpBlock> Blocks)
{
    public static HelpSection Of(string title, params HelpBlock[] blocks) => new(title, blocks);
}

/// <summary>What a section is made of.</summary>
internal abstract record HelpBlock;

/// <summary>A paragraph, broken into lines by whoever draws it.</summary>
internal sealed record Paragraph(string Text) : HelpBlock;

/// <summary>Lines shown as they are: command lines and what files hold.</summary>
internal sealed record CodeLines(IReadOnlyList<string> Lines) : HelpBlock;

/// <summary>Words with their explanations, in two columns.</summary>
internal sealed record HelpRows(IReadOnlyList<HelpRow> Rows) : HelpBlock
{
    public static HelpRows Of(params (string Term, string Text)[] rows) => new([.. rows.Select(row => new HelpRow(row.Term, row.Text))]);
}

internal sealed record HelpRow(string Term, string Text);
