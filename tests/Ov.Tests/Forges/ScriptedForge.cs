using System.Text.Json.Nodes;
using Ov.Core;
using Ov.Core.Agents;
using Ov.Tests.Merging;

namespace Ov.Tests.Forges;

/// <summary>
/// A remote repository on this disk and a program <c>gh</c> that answers in the shapes of the real one. It keeps each pull request in a file,
/// which a test changes as people on a forge would.
/// </summary>
internal sealed class ScriptedForge
{
    private const string Script = """
        printf '%s\n' "$@" >>"$state/asked"; printf '\036' >>"$state/asked"
        [ -e "$state/refuses" ] && { cat "$state/refuses" >&2; echo '"What?"'; exit "$(cat "$state/exit")"; }
        case "$1 $2" in
        "pr list")
          list=
          for file in "$state"/*.head; do
            [ -e "$file" ] && [ "$(cat "$file")" = "$4" ] && list="$list${list:+,}$(cat "${file%.head}.json")"
          done
          echo "[$list]" ;;
        "pr create")
          number=$(($(ls "$state" | grep -c '\.head$') + 1))
          echo "$4" >"$state/$number.head"
          oid=$(git --git-dir="$remote" rev-parse "refs/heads/$4")
          url="https://github.com/me/shop/pull/$number"
          echo "{\"number\":$number,\"url\":\"$url\",\"state\":\"OPEN\",\"baseRefName\":\"$6\",\"headRefOid\":\"$oid\",\"mergeCommit\":null,\"mergeable\":\"MERGEABLE\",\"statusCheckRollup\":[],\"reviews\":[],\"comments\":[]}" >"$state/$number.json"
          echo "$url" ;;
        "pr view") cat "$state/$3.json" ;;
        "pr edit") sed -i "s|\"baseRefName\":\"[^\"]*\"|\"baseRefName\":\"$5\"|" "$state/$3.json" ;;
        "run view") cat "$state/log" ;;
        api*) cat "$state/lines" ;;
        *) exit 9 ;;
        esac
        """;

    private readonly MergeSite _site;

    public ScriptedForge(MergeSite site, string config = "merge:\n  publish: pr\n", string program = "gh", string script = Script)
    {
        _site = site;
        Directory.CreateDirectory(State);
        site.Project.Git("clone", "-q", "--bare", ".", Remote);
        site.Project.Git("remote", "add", "origin", Remote);
        site.Project.Write(".overstory/config.yaml", config);
        Install(program, script);
        using var ledger = site.Project.OpenLedger();
        Token = ledger.Write(tx => OperatorTokenStore.Create(tx, "forge"));
    }

    public string Remote => Path.Combine(_site.Project.Folder, "remote.git");

    public string State => Path.Combine(_site.Project.Folder, "forge");

    private string Token { get; }

    /// <summary>The operator's, with the program on the PATH.</summary>
    public OvApp App() => _site.Project.App(("PATH", $"{State}:/usr/bin:/bin"), ("OV_OPERATOR_TOKEN", Token));

    /// <summary>The operator's, with git and nothing else on the PATH.</summary>
    public OvApp BareApp()
    {
        var only = Directory.CreateDirectory(Path.Combine(_site.Project.Folder, "git-only")).FullName;
        File.CreateSymbolicLink(Path.Combine(only, "git"), File.Exists("/usr/bin/git") ? "/usr/bin/git" : "/bin/git");
        return _site.Project.App(("PATH", only), ("OV_OPERATOR_TOKEN", Token));
    }

    public string There(string branch) => _site.Project.GitIn(Remote, "for-each-ref", "--format=%(objectname)", $"refs/heads/{branch}").Trim();

    /// <summary>Calls that were made of it, each with its arguments.</summary>
    public IReadOnlyList<string[]> Asked(string noun, string verb) => !File.Exists(Path.Combine(State, "asked")) ? []
        : [.. File.ReadAllText(Path.Combine(State, "asked")).Split('\u001e', StringSplitOptions.RemoveEmptyEntries).Select(call => call.TrimEnd('\n').Split('\n')).Where(call => call[0] == noun && call[1] == verb)];

    /// <summary>Changes members of a pull request.</summary>
    public void Says(int number, params (string Name, string Json)[] members)
    {
        var file = Path.Combine(State, $"{number}.json");
        var request = JsonNode.Parse(File.ReadAllText(file))!.AsObject();
        foreach (var (name, json) in members)
        {
            request[name] = JsonNode.Parse(json);
        }

        File.WriteAllText(file, request.ToJsonString());
    }

    public void Has(string file, string text) => File.WriteAllText(Path.Combine(State, file), text);

    public void Refuses(int exit, string words)
    {
        Has("exit", $"{exit}");
        Has("refuses", words);
    }

    public void ServesAgain() => File.Delete(Path.Combine(State, "refuses"));

    /// <summary>Somebody merges it there.</summary>
    /// <param name="how">merge, squash or rebase.</param>
    public string Merges(int number, string how, string branch, string into = "trunk")
    {
        var clone = Path.Combine(_site.Project.Folder, $"their-clone-{number}");
        _site.Project.Git("clone", "-q", Remote, clone);
        _site.Project.GitIn(clone, "checkout", "-q", into);
        if (how == "rebase")
        {
            _site.Project.GitIn(clone, "cherry-pick", $"{into}..origin/{branch}");
        }
        else
        {
            _site.Project.GitIn(clone, how == "squash" ? ["merge", "-q", "--squash", $"origin/{branch}"] : ["merge", "-q", "--no-ff", "--no-commit", $"origin/{branch}"]);
            _site.Project.GitIn(clone, "commit", "-q", "-m", $"Merge pull request #{number}");
        }

        _site.Project.GitIn(clone, "push", "-q", "origin", into);
        var oid = There(into);
        Says(number, ("state", "\"MERGED\""), ("mergeCommit", $"{{\"oid\":\"{oid}\"}}"));
        return oid;
    }

    private void Install(string program, string script)
    {
        var path = Path.Combine(State, program);
        File.WriteAllText(path, $"#!/bin/sh\nstate='{State}'; remote='{Remote}'\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, (UnixFileMode)0b111_101_101);
        }
    }
}
