using Ov.Core.Guarding.Shell;

namespace Ov.Core.Guarding;

/// <summary>Judges what would take the guard, or the agent's identity, away.</summary>
internal static class TamperJudge
{
    private static readonly string[] Declaring = ["export", "declare", "typeset", "local", "readonly", "unset", "read", "let"];

    public static GuardVerdict? OfVariables(ShellCall call)
    {
        var named = call.Sets.Keys.FirstOrDefault(IsOurs);
        if (named is null && call.Name is { } name && Declaring.Contains(name))
        {
            named = call.Words.Skip(1).Select(word => word.Text.Split('=')[0]).FirstOrDefault(IsOurs);
        }
        else if (named is null && call.Program == "env")
        {
            var arguments = ShellArguments.Of(call.Words.Skip(1), "u unset C chdir S split-string a argv0", stopsAtOperand: true);
            named = arguments.Options.Where(option => option.Name is "u" or "unset").Select(option => option.Value?.Text ?? "").FirstOrDefault(IsOurs)
                ?? (arguments.Has("i", "ignore-environment") && arguments.Operands.Any(word => word.IsExact && Program(word.Text) is "ov" or "overstory") ? "OVERSTORY_AGENT_NAME" : null);
        }

        return named is null ? null : GuardVerdict.Deny(GuardRules.NoGuardTampering, $"This changes {named}, which says who the agent is.");
    }

    public static GuardVerdict? OfOv(ShellCall call)
    {
        var words = ShellArguments.Of(call.Words.Skip(1), "project C run color agent").Operands;
        return words is [{ IsExact: true, Text: "hooks" }, { IsExact: true, Text: "uninstall" or "install" }, ..]
            ? GuardVerdict.Deny(GuardRules.NoGuardTampering, "Hooks are the operator's to install and to remove.")
            : words is [{ IsExact: true, Text: "token" }, { IsExact: true, Text: "create" or "revoke" }, ..]
                ? GuardVerdict.Deny(GuardRules.NoGuardTampering, "Operator tokens are the operator's.") : null;
    }

    private static bool IsOurs(string name) => name.StartsWith("OVERSTORY_", StringComparison.Ordinal) || name == "OV_OPERATOR_TOKEN";

    private static string Program(string name) => name[(name.LastIndexOf('/') + 1)..];
}
