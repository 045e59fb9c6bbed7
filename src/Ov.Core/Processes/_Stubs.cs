// Stand-ins until the process door lands: delete this file then.
#pragma warning disable
namespace Ov.Core.Processes { public sealed class ProcessRunner {} public sealed class FileLock : IDisposable { public static FileLock? Take(string p, TimeSpan t) => new(); public void Dispose(){} } public sealed record ProcessIdentity(string B, int P, long S) { public static ProcessIdentity Current() => new("b",1,1);} public static class HostAncestry { public static bool HasHostAncestor() => false; } }
namespace Ov.Core.Processes { public static class Bell { public static bool Ring(string p) => false; } }
