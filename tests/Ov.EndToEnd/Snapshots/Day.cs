using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Ov.EndToEnd.Snapshots;

/// <summary>How a day's commands are asked to answer.</summary>
public enum Form
{
    Text,
    Json,
}

/// <summary>
/// One scripted day in a project whose clock stands still and whose ids count up. It is played twice, in text and as JSON;
/// each answer goes whole, exit status and both streams, into <c>CommandSnapshots.&lt;command&gt;[.&lt;case&gt;].&lt;form&gt;.verified.txt</c>.
/// </summary>
public sealed class Day
{
    private readonly Form _form;
    private readonly Lazy<OvProject> _project;
    private readonly List<string> _faults = [];

    private Day(Form form, string? config)
    {
        _form = form;
        _project = new Lazy<OvProject>(() => new OvProject(config, frozen: true));
    }

    public OvProject Project => _project.Value;

    /// <summary>Who speaks from now on: an agent's name, or null for the operator.</summary>
    public string? Speaker { get; set; }

    /// <summary>Also replaced before comparing: what differs between machines or builds.</summary>
    public Func<string, string> AlsoScrub { get; set; } = text => text;

    /// <summary>Plays a day to its end and reports everything that differs at once.</summary>
    public static void Play(Form form, Action<Day> script, string? config = null)
    {
        var day = new Day(form, config);
        try
        {
            script(day);
        }
        catch (Exception fault)
        {
            day._faults.Add(fault.Message);
        }

        if (day._project.IsValueCreated)
        {
            day.Project.Box.MayLeaveProcesses = true;
            day.Project.Dispose();
        }

        Assert.True(day._faults.Count == 0, string.Join("\n\n", day._faults));
    }

    /// <summary>A step on the way, not shown. It must succeed.</summary>
    public OvRun Does(params string[] args) => Run(args).Ok();

    /// <summary>A command that succeeds, shown.</summary>
    public OvRun Shows(string command, params string[] rest) => Show(command, null, Run(Line(command, rest))).Ok();

    /// <summary>A further snapshot of a command.</summary>
    public OvRun ShowsCase(string name, string command, params string[] rest) => Show(command, name, Run(Line(command, rest))).Ok();

    /// <summary>A command that is refused, shown: with that exit status and that code.</summary>
    public OvRun Refuses(int exit, string code, string name, string command, params string[] rest) =>
        Show(command, name, Run(Line(command, rest))).Refused(exit, code);

    /// <summary>The words of a command line, asking for this day's form; the program itself is the command <c>ov</c>.</summary>
    public string[] Line(string command, params string[] rest) =>
        [.. command == "ov" ? [] : command.Split(' '), .. rest, .. _form == Form.Json ? new[] { "--json" } : []];

    /// <summary>Compares one run with what was accepted for that command and case.</summary>
    public OvRun Show(string command, string? name, OvRun run, Sandbox? sandbox = null)
    {
        if (_form == Form.Json)
        {
            JsonContract.Check(run, command == "ov" ? "" : command);
        }

        var file = $"CommandSnapshots.{command.Replace(' ', '-')}{(name is null ? "" : "." + name)}.{_form.ToString().ToLowerInvariant()}";
        try
        {
            Snapshot.MatchFile(Path.Combine(Folder(), file), AlsoScrub(Scrub.Apply(Whole(run), sandbox ?? Project.Box, commits: true)));
        }
        catch (Xunit.Sdk.XunitException fault)
        {
            _faults.Add(fault.Message);
        }

        return run;
    }

    private OvRun Run(string[] args) => Speaker is null ? Project.Ov(args) : Project.OvAs(Speaker, args);

    private string Whole(OvRun run) => (_form == Form.Text ? run : run with { Stdout = Indented(run.Json) }).ToString();

    private static string Indented(JsonElement document)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            document.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static string Folder([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
