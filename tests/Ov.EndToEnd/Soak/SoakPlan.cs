using System.Globalization;

namespace Ov.EndToEnd.Soak;

/// <summary>How long and with how many; <c>bench/soak</c> asks for more than the tests do, by variables.</summary>
/// <param name="Adding">For how long new tasks are added; what was added is finished.</param>
/// <param name="Seed">Decides what each turn of each task does.</param>
public sealed record SoakPlan(int Seed, int Agents, int Tasks, TimeSpan Adding)
{
    /// <summary>The short one of the tests, unless the variables say otherwise.</summary>
    public static SoakPlan Asked { get; } = new(Number("OV_SOAK_SEED", 1), Number("OV_SOAK_AGENTS", 6), Number("OV_SOAK_TASKS", 40), TimeSpan.FromMinutes(Number("OV_SOAK_MINUTES", 1)));

    /// <summary>Long enough to tell growth from noise.</summary>
    public bool Measures => Tasks >= 400;

    private static int Number(string variable, int usual) => int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : usual;
}
