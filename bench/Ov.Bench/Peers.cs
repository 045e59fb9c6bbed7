namespace Ov.Bench;

/// <summary>The other program, if one was named.</summary>
internal static class Peers
{
    public const string Variable = "OV_BENCH_PEER";

    /// <summary>The peer ready to run, and a sentence about it.</summary>
    public static (Contestant? Peer, string About) Invite(Arena arena)
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } program)
        {
            return (null, $"No peer: {Variable} is not set.");
        }

        try
        {
            return (new Contestant(arena, "peer", Path.GetFullPath(program)), "With a peer.");
        }
        catch (Exception failure) when (failure is BenchFailure or IOException)
        {
            return (null, $"No peer: {failure.Message}");
        }
    }
}
