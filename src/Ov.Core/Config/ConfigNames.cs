namespace Ov.Core.Config;

/// <summary>Finds the key that a word of the command line names.</summary>
public static class ConfigNames
{
    /// <summary>The key, and the full path when the word names something below it, such as one role.</summary>
    /// <exception cref="OvException">usage, with the nearest key.</exception>
    public static (ConfigKey Key, string Path) Require(string word)
    {
        var key = ConfigKeys.All.FirstOrDefault(key => key.Names.Contains(word))
            ?? ConfigKeys.All.OrderByDescending(key => key.Path.Length).FirstOrDefault(key => key.Type == ConfigType.Map && word.StartsWith(key.Path + ".", StringComparison.Ordinal) && !word.Split('.').Contains(""));
        if (key is not null)
        {
            return (key, key.Names.Contains(word) ? key.Path : word);
        }

        var isUnused = ConfigKeys.Unused.Any(path => word == path || word.StartsWith(path + ".", StringComparison.Ordinal));
        throw new OvException(
            ErrorCode.Usage,
            isUnused ? $"'{word}' is a key of Overstory's that means nothing to ov." : $"'{word}' is not a setting.{Suggestion(word)}", "See 'ov config show'.");
    }

    private static string Suggestion(string word)
    {
        var last = word.Split('.')[^1];
        var own = ConfigKeys.All.Select(key => key.Path).ToList();
        return own.FirstOrDefault(path => path.EndsWith("." + last, StringComparison.OrdinalIgnoreCase)) is { } same ? $" Did you mean '{same}'?" : Nearest.Sentence(word, own);
    }
}
