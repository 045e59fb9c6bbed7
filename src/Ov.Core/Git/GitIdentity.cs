namespace Ov.Core.Git;

/// <summary>Who a commit says made it.</summary>
public sealed record GitIdentity(string Name, string Email)
{
    /// <summary>For machines where git knows no user, such as CI.</summary>
    public static readonly GitIdentity Ov = new("ov", "ov@localhost");
}
