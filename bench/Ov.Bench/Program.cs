using Ov.Bench;
using Ov.Bench.Rows;

var rows = new Dictionary<string, Func<Bout, IEnumerable<Finding>>>
{
    ["start-up"] = StartUp.Measure,
    ["check-empty"] = OneStatement.CheckEmpty,
    ["check-one"] = OneStatement.CheckOne,
    ["send"] = OneStatement.Send,
    ["log"] = OneStatement.LogToolStart,
    ["guard"] = OneStatement.Guard,
    ["hooks"] = HookCalls.Measure,
    ["status"] = OneStatement.Status,
    ["sling"] = SlingOverWorktree.Measure,
    ["radar"] = RadarLook.Measure,
    ["landings"] = Landings.Measure,
    ["growth"] = GrownLedger.Measure,
    ["graph"] = BigGraph.Measure,
    ["completion"] = Completion.Measure,
    ["senders"] = ManySenders.Measure,
    ["hosts"] = IdleHosts.Measure,
    ["turn"] = TurnOverhead.Measure,
    ["text"] = InjectedText.Measure,
};

try
{
    var options = BenchOptions.Parse(args);
    if (options.Help)
    {
        Console.WriteLine(BenchOptions.Usage);
        return 0;
    }

    if (options.Only.FirstOrDefault(name => !rows.ContainsKey(name)) is { } unknown)
    {
        throw new BenchFailure($"there is no row {unknown}\n{BenchOptions.Usage}");
    }

    using var arena = new Arena();
    using var interrupt = new Interruption(arena);
    var ours = new Contestant(arena, "ov", options.Ov);
    var (peer, aboutPeer) = Peers.Invite(arena);
    var bout = new Bout(arena, ours, peer);
    var machine = MachineFacts.Describe(arena, ours);
    Console.WriteLine($"{machine}. {aboutPeer}\n\n{Report.Head}");
    var findings = new List<Finding>();
    foreach (var (_, measure) in rows.Where(row => options.Only.Count == 0 || options.Only.Contains(row.Key)))
    {
        foreach (var finding in measure(bout))
        {
            findings.Add(finding);
            Console.WriteLine(Report.Line(finding));
        }
    }

    Console.WriteLine($"\n{Report.Summary(findings)}");
    if (options.Write)
    {
        File.WriteAllText(options.Results, Report.Markdown(findings, machine, DateTimeOffset.UtcNow, aboutPeer));
    }

    return options.Check && findings.Exists(finding => finding.Met == false) ? 1 : 0;
}
catch (BenchFailure failure)
{
    Console.Error.WriteLine($"bench: {failure.Message}");
    return 2;
}
