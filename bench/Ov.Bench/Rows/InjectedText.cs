namespace Ov.Bench.Rows;

/// <summary>What an agent of each role is given to read before its work begins: the text of its role and its first prompt.</summary>
internal static class InjectedText
{
    /// <summary>A rule of thumb for English text; models differ.</summary>
    private const double BytesOfAToken = 4;

    private static readonly string[] Roles = ["lead", "scout", "builder", "reviewer", "tester", "merger", "planner"];

    public static IEnumerable<Finding> Measure(Bout bout)
    {
        foreach (var role in Roles)
        {
            Finding finding;
            try
            {
                finding = OfRole(bout, role);
            }
            catch (Exception failure) when (failure is BenchFailure or IOException)
            {
                finding = Finding.Missing($"text for a {role}", "", failure.Message, hasAim: false);
            }

            yield return finding;
        }

        bout.Ours.Run("stop", "--all", "--yes");
        Family.Reap();
    }

    private static Finding OfRole(Bout bout, string role)
    {
        var agent = $"reading-{role}";
        bout.Ours.Run("sling", $"Read as a {role}", "--role", role, "--force-hierarchy", "--name", agent, "--exec", "/bin/true");
        var id = bout.Arena.Read(bout.Arena.Sqlite, bout.Ours.Project, ["-batch", "-readonly", "-cmd", ".timeout 5000", bout.Ours.Ledger, $"SELECT id FROM agent WHERE name = '{agent}'"]);
        var folder = Path.Combine(Path.GetDirectoryName(bout.Ours.Ledger)!, "agents", id);
        var (text, overlay) = (new FileInfo(Path.Combine(folder, "role.md")).Length, new FileInfo(Path.Combine(folder, "overlay.md")).Length);
        return new Finding($"text for a {role}", "", $"role {text} bytes", $"overlay {overlay} bytes", $"{text + overlay} bytes, about {(text + overlay) / BytesOfAToken:0} tokens");
    }
}
