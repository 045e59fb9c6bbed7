using Ov.Core.Ledger;
using Ov.Core.Processes;

namespace Ov.Core.Agents;

/// <summary>The folder that is first on every agent's PATH: in it, <c>ov</c> is this very program.</summary>
public static class OwnProgramLink
{
    public static string PathIn(LedgerFiles files) => Path.Combine(files.Folder, "bin", "ov");

    /// <summary>Makes or corrects the link and returns its folder.</summary>
    public static string Ensure(LedgerFiles files)
    {
        var link = PathIn(files);
        var folder = Path.GetDirectoryName(link)!;
        var own = OwnExecutable.Path;
        if (own.LeadingArguments.Count > 0)
        {
            EnsureScript(folder, link, own);
        }
        else if (new FileInfo(link).LinkTarget != own.FileName)
        {
            Replace(folder, link, draft => File.CreateSymbolicLink(draft, own.FileName));
        }

        return folder;
    }

    /// <summary>A managed program is started through its runtime, which no link can do.</summary>
    private static void EnsureScript(string folder, string link, OwnExecutable own)
    {
        var words = string.Join(' ', own.LeadingArguments.Prepend(own.FileName).Select(ShellWords.Quoted));
        var script = $"#!/bin/sh\nexec {words} \"$@\"\n";
        if (!File.Exists(link) || new FileInfo(link).LinkTarget is not null || File.ReadAllText(link) != script)
        {
            Replace(folder, link, draft =>
            {
                File.WriteAllText(draft, script);
                if (!OperatingSystem.IsWindows())
                {
                    File.SetUnixFileMode(draft, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
                }
            });
        }
    }

    /// <summary>In one step: agents at work look their program up all the time.</summary>
    private static void Replace(string folder, string link, Action<string> make)
    {
        PrivateFolder.Create(folder);
        var draft = $"{link}.{Guid.NewGuid():n}";
        make(draft);
        File.Move(draft, link, overwrite: true);
    }
}
