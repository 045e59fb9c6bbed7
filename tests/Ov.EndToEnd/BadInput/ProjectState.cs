using System.Text;

namespace Ov.EndToEnd.BadInput;

/// <summary>Everything that bad input must leave as it was: each row of the ledger, each ref, and what git sees in the tree.</summary>
internal static class ProjectState
{
    public static string Of(OvProject project)
    {
        var text = new StringBuilder();
        using (var ledger = project.OpenLedger())
        {
            ledger.Read(sql =>
            {
                foreach (var table in sql.All("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name", row => row.Text("name")))
                {
                    var columns = sql.All($"SELECT name FROM pragma_table_info('{table}')", row => $"quote(\"{row.Text("name")}\")");
                    foreach (var line in sql.All($"SELECT {string.Join("||'|'||", columns)} AS line FROM \"{table}\"", row => row.Text("line")))
                    {
                        text.Append(table).Append(": ").AppendLine(line);
                    }
                }

                return true;
            });
        }

        return text.AppendLine(project.Box.Git("for-each-ref")).AppendLine(project.Box.Git("status", "--porcelain", "--branch")).AppendLine(project.Box.Git("worktree", "list")).ToString();
    }

    /// <summary>Once nothing changes it any more: an agent that was just started still reports.</summary>
    public static string Settled(OvProject project)
    {
        var before = Of(project);
        for (var look = 0; look < 50; look++)
        {
            Thread.Sleep(30);
            var now = Of(project);
            if (now == before)
            {
                break;
            }

            before = now;
        }

        return before;
    }

    public static string Difference(string before, string after)
    {
        var (old, young) = (before.Split('\n'), after.Split('\n'));
        return string.Join('\n', old.Except(young).Select(line => $"- {line}").Concat(young.Except(old).Select(line => $"+ {line}")));
    }
}
