namespace Ov.Core.Outboxes;

/// <summary>Files that hold keys and passwords by custom. A person adds one knowingly; what commits in somebody's place never does.</summary>
public static class SecretPaths
{
    private static readonly string[] Names = [".netrc", ".npmrc", ".pypirc", ".htpasswd", "credentials.json", "id_rsa", "id_dsa", "id_ecdsa", "id_ed25519"];

    private static readonly string[] Endings = [".pem", ".key", ".p12", ".pfx", ".jks", ".keystore", ".kdbx"];

    /// <summary>Patterns of an environment file with nothing in it yet.</summary>
    private static readonly string[] Samples = [".example", ".sample", ".template", ".dist"];

    public static bool Holds(string path)
    {
        var name = Path.GetFileName(path).ToLowerInvariant();
        return Names.Contains(name) || Endings.Any(name.EndsWith) || ((name == ".env" || name.StartsWith(".env.", StringComparison.Ordinal)) && !Samples.Any(name.EndsWith));
    }
}
