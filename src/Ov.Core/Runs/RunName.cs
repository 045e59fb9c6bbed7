using System.Text.RegularExpressions;

namespace Ov.Core.Runs;

/// <summary>Names of runs: the letters of agents' names, so that they fit into branches and folders everywhere.</summary>
public static partial class RunName
{
    /// <exception cref="OvException">usage.</exception>
    public static string Require(string name) => Form().IsMatch(name)
        ? name
        : throw new OvException(
            ErrorCode.Usage, $"'{name}' is no name for a run: it takes 1 to 41 of a-z, 0-9 and '-', and starts with a letter or digit.",
            "For example: ov run start login-rework");

    /// <summary>The first <c>run-N</c> that no run had and no foreign branch has.</summary>
    public static string Next(Func<string, bool> isTaken)
    {
        for (var number = 1; ; number++)
        {
            if (!isTaken($"run-{number}"))
            {
                return $"run-{number}";
            }
        }
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,40}$")]
    private static partial Regex Form();
}
