using Ov.Core.Ledger;
using Ov.Core.Runtimes;

namespace Ov.Core.Agents;

/// <summary>Writes the private files that a launch needs.</summary>
internal static class TurnFiles
{
    public static void Write(TurnLaunch launch)
    {
        foreach (var (path, text) in launch.Files)
        {
            PrivateFolder.Create(Path.GetDirectoryName(path)!);
            PrivateFile.Write(path, text);
        }
    }
}
