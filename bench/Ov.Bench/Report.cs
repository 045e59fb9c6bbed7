using System.Text;

namespace Ov.Bench;

/// <summary>The table, for a terminal and for the file.</summary>
internal static class Report
{
    private static readonly string[] Heads = ["row", "against", "ov", "the other", "result", "aim", ""];

    public static string Line(Finding finding) =>
        $"{finding.Row,-30} {finding.Against,-17} {finding.Ours,-16} {finding.Theirs,-16} {finding.Result,-20} {finding.Aim ?? "",-16} {Verdict(finding)}".TrimEnd();

    public static string Head => $"{Heads[0],-30} {Heads[1],-17} {Heads[2],-16} {Heads[3],-16} {Heads[4],-20} {Heads[5],-16}".TrimEnd();

    public static string Markdown(IReadOnlyList<Finding> findings, string machine, DateTimeOffset date, string peer)
    {
        var text = new StringBuilder();
        text.AppendLine("# What ov costs").AppendLine();
        text.AppendLine("Written by `bench/run --write`; `bench/run --check` fails when an aim is missed. A ratio is the median of interleaved pairs of runs;");
        text.AppendLine("the times beside it are medians of one run on one machine and for orientation only. `sqlite3` runs the same statements on the same ledger");
        text.AppendLine("with the same durability, one program start each, as ov does.").AppendLine();
        text.AppendLine($"{date:yyyy-MM-dd}. {machine}. {peer}").AppendLine();
        text.AppendLine($"| {string.Join(" | ", Heads)} |");
        text.AppendLine($"|{string.Concat(Heads.Select(_ => "---|"))}");
        foreach (var finding in findings)
        {
            text.AppendLine($"| {finding.Row} | {finding.Against} | {finding.Ours} | {finding.Theirs} | {finding.Result} | {finding.Aim} | {Verdict(finding)} |");
        }

        text.AppendLine().AppendLine(Summary(findings));
        return text.ToString();
    }

    public static string Summary(IReadOnlyList<Finding> findings)
    {
        var missed = findings.Where(finding => finding.Met == false).Select(finding => finding.Row).Distinct().ToList();
        return missed.Count == 0 ? $"All {findings.Count(finding => finding.Met == true)} aims met." : $"Missed: {string.Join("; ", missed)}.";
    }

    private static string Verdict(Finding finding) => finding.Met switch { true => "met", false => "MISSED", null => "" };
}
