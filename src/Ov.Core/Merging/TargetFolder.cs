using System.Security.Cryptography;
using System.Text;

namespace Ov.Core.Merging;

/// <summary>The name under which a target's own folder and lock lie; two targets never share one.</summary>
internal static class TargetFolder
{
    public static string Name(string target)
    {
        var plain = new string([.. target.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '-')]);
        return plain == target ? plain : $"{plain}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(target)))[..8]}";
    }
}
