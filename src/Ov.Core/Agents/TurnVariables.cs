using Ov.Core.Runtimes;

namespace Ov.Core.Agents;

/// <summary>The environment of a turn: the agent's own, then what its runtime adds or takes away.</summary>
internal static class TurnVariables
{
    /// <param name="folder">Where it is executed. Some programs believe PWD, which would still be the folder of whoever started the agent.</param>
    public static Dictionary<string, string> Of(IReadOnlyDictionary<string, string> variables, TurnLaunch launch, string folder)
    {
        var environment = new Dictionary<string, string>(variables) { ["PWD"] = folder };
        foreach (var (name, value) in launch.Variables)
        {
            if (value.Length == 0)
            {
                environment.Remove(name);
            }
            else
            {
                environment[name] = value;
            }
        }

        return environment;
    }
}
