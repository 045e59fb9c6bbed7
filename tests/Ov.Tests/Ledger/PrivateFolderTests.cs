using Ov.Core.Ledger;

namespace Ov.Tests.Ledger;

/// <summary>What ov makes for itself nobody else may enter.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class PrivateFolderTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("ov-private-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void A_folder_is_private_with_all_that_is_made_above_it()
    {
        PrivateFolder.Create(Path.Combine(_root, "agents", "agent-1", "refused"));
        Assert.All(Directory.GetDirectories(_root, "*", SearchOption.AllDirectories), folder =>
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder)));
    }
}
