using System.Text.RegularExpressions;

namespace Ov.EndToEnd.Snapshots;

/// <summary>What the commands about notes and about what happened print.</summary>
public sealed class NoteSnapshots
{
    [Theory]
    [InlineData(Form.Text)]
    [InlineData(Form.Json)]
    public void Notes(Form form) => Day.Play(form, day =>
    {
        day.ShowsCase("none", "note list");
        day.ShowsCase("none", "note search", "export");
        day.Does("run", "start", "export");
        day.Does("task", "add", "Export as JSON");
        day.Shows("note write", "plan-export", "First the reader, then the flag.", "--kind", "plan", "--task", "1");
        day.ShowsCase("second", "note write", "plan-export", "--body", "First the reader.\nThen the flag.\nThen the manual.", "--expect-version", "1");
        day.Refuses(5, "version-changed", "version-changed", "note write", "plan-export", "All at once.", "--expect-version", "1");
        day.Refuses(2, "usage", "name", "note write", "../plan", "text");
        day.Refuses(2, "usage", "empty", "note write", "plan-export");
        day.Shows("note append", "decisions", "Exports are UTF-8.", "--kind", "alignment", "--section", "Engineer decisions");
        day.Refuses(4, "append-only", "append-only", "note write", "decisions", "Exports are UTF-16.");
        day.Refuses(2, "usage", "lesson", "note write", "rule", "Always.", "--kind", "lesson");
        day.Shows("note read", "plan-export");
        day.ShowsCase("older", "note read", "plan-export", "--version", "1");
        day.Refuses(3, "not-found", "unknown", "note read", "plan-exprot");
        day.Refuses(3, "not-found", "no-version", "note read", "plan-export", "--version", "7");
        day.Shows("note list");
        day.Shows("note history", "plan-export");
        day.ShowsCase("diff", "note history", "plan-export", "--diff");
        day.Shows("note search", "flag");
        day.Refuses(2, "usage", "no-word", "note search", "***");
        day.ShowsCase("note", "show", "decisions");
    });

    [Theory]
    [InlineData(Form.Text)]
    [InlineData(Form.Json)]
    public void A_feed(Form form) => Day.Play(form, day =>
    {
        day.AlsoScrub = text => Regex.Replace(text, @"(?m)^\d\d:\d\d:\d\d ", "{clock} ");
        day.ShowsCase("none", "feed", "--since", "2100-01-01");
        day.Does("run", "start", "export");
        day.Does("task", "add", "Export as JSON");
        day.Does("note", "write", "plan", "First the reader.");
        day.Shows("feed");
        day.ShowsCase("filtered", "feed", "--type", "note", "--agent", "operator");
        day.ShowsCase("cursor", "feed", "--after", "1", "--limit", "1");
        day.Refuses(2, "usage", "since", "feed", "--since", "soon");
        day.Refuses(3, "not-found", "unknown-agent", "feed", "--agent", "bilder-1");
    });

    [Theory]
    [InlineData(Form.Text)]
    [InlineData(Form.Json)]
    public void Lessons(Form form) => Day.Play(form, day =>
    {
        day.ShowsCase("none", "note lesson list");
        day.Shows("note lesson add", "Exports are UTF-8 without a mark.", "--domain", "exporters", "--class", "foundational", "--files", "src/export/**", "--tags", "encoding");
        day.ShowsCase("known", "note lesson add", "Exports are UTF-8 without a mark.", "--domain", "exporters");
        day.Shows("note lesson", "One writer, many readers.", "--domain", "storage", "--type", "decision");
        day.Refuses(2, "usage", "nothing", "note lesson");
        day.ShowsCase("failure", "note lesson add", "The parser hangs on an empty file.", "--domain", "parser", "--type", "failure", "--resolution", "Check the length first.", "--commit", "1a2b3c4");
        day.Refuses(2, "usage", "no-resolution", "note lesson add", "It hangs.", "--domain", "parser", "--type", "failure");
        day.Refuses(2, "usage", "type", "note lesson add", "It hangs.", "--domain", "parser", "--type", "convetion");
        var parser = day.Project.Rows("SELECT note_id FROM lesson WHERE domain = 'parser'", row => row.Text("note_id"))[0];
        day.Shows("note lesson list");
        day.ShowsCase("domain", "note lesson list", "parser");
        day.Refuses(3, "not-found", "unknown-domain", "note lesson list", "parsre");
        day.Shows("note lesson search", "empty");
        day.Shows("note lesson outcome", parser, "worked", "--reason", "it did hang");
        day.Shows("note lesson show", parser);
        day.Refuses(3, "not-found", "unknown", "note lesson show", "note-zzzzzzzz");
        day.Shows("note lesson retire", parser, "--reason", "the parser is gone");
        day.Refuses(4, "state", "retired", "note lesson retire", parser, "--reason", "again");
        day.Project.Box.WriteFile(".mulch/expertise/api.jsonl", "{\"id\":\"mx-1\",\"type\":\"convention\",\"content\":\"Paths are plural.\",\"classification\":\"tactical\"}\n<<<<<<< HEAD\n");
        day.Shows("note lesson import");
        day.Refuses(3, "not-found", "no-folder", "note lesson import", "no-such-folder");
        day.ShowsCase("domain", "prime", "--domain", "exporters", "--domain", "api");
    });
}
