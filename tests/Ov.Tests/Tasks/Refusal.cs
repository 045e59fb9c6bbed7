using Ov.Core;

namespace Ov.Tests.Tasks;

/// <summary>Checks that something is refused with a stable code.</summary>
internal static class Refusal
{
    public static OvException Of(ErrorCode code, Action act)
    {
        var refusal = Assert.Throws<OvException>(act);
        Assert.Equal(code.Name, refusal.Code.Name);
        return refusal;
    }
}
