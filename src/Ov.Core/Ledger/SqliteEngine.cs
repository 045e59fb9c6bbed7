using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace Ov.Core.Ledger;

/// <summary>Chooses the SQLite engine once per process: the linked one in a native build, else the distribution's library, else the packaged one.</summary>
public static class SqliteEngine
{
    private static readonly bool Chosen = Choose();

    /// <summary>The engine's version, for example 3.40.1.</summary>
    public static string Version
    {
        get
        {
            Use();
            return raw.sqlite3_libversion().utf8_to_string();
        }
    }

    /// <summary>Must run before the first call into SQLite.</summary>
    public static void Use() => _ = Chosen;

    private static bool Choose()
    {
        var provider = new SQLite3Provider_e_sqlite3();
#if !OV_SQLITE_LINKED
        // A program with the engine linked in never asks, and looking the assembly up would cost each of its starts 4 %.
        NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, Resolve);
#endif
        raw.SetProvider(provider);
        return true;
    }

#if !OV_SQLITE_LINKED
    // The packaged engine waits in whole seconds when busy, so the distribution's comes first.
    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? search) =>
        name == "e_sqlite3" && NativeLibrary.TryLoad("libsqlite3.so.0", out var handle) ? handle : 0;
#endif
}
