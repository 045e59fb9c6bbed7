namespace Ov.Core.Config;

/// <summary>Reads one written value; what is wrong with it goes to the complaints, and the result then counts for nothing.</summary>
/// <param name="key">The path a complaint names, such as <c>gates[0].timeout</c>.</param>
internal delegate T ReadValue<out T>(ConfigNode node, string key, ConfigComplaints complaints);

/// <summary>Gathers what is wrong while one key's value is read, so that one run names every fault.</summary>
internal sealed class ConfigComplaints
{
    private readonly List<ConfigProblem> problems = [];

    public IReadOnlyList<ConfigProblem> Problems => problems;

    public void Wrong(ConfigNode at, string key, string must) => Error(at, key, $"{key} must be {must}, not {at.Shown}.");

    public void Error(ConfigNode at, string key, string sentence) => problems.Add(new(true, key, at.Origin, sentence));

    public void Unknown(ConfigNode at, string key, string? nearest) => problems.Add(UnknownKey(at.Origin, key, nearest));

    public static ConfigProblem UnknownKey(ConfigOrigin origin, string key, string? nearest) =>
        new(false, key, origin, nearest is null ? $"{key} is not a known key and is ignored." : $"{key} is not a known key and is ignored; did you mean {nearest}?");
}
