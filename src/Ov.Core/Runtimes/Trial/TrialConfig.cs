using System.Text;
using System.Text.Json;
using Ov.Core.Config;

namespace Ov.Core.Runtimes.Trial;

/// <summary>The settings of a trial's project: those that this project has for the runtime, and nothing else. JSON is YAML.</summary>
internal static class TrialConfig
{
    public static string Of(string runtime, RuntimeOverride? settings, TimeSpan limit)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            Section(json, "watch", () => json.WriteBoolean("enabled", false));
            Section(json, "turns", () =>
            {
                json.WriteString("timeout", $"{(long)limit.TotalSeconds}s");
                json.WriteNumber("maxFailures", 1);
            });
            if (settings is not null)
            {
                Section(json, "runtimes", () => Section(json, runtime, () => Settings(json, settings)));
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void Settings(Utf8JsonWriter json, RuntimeOverride settings)
    {
        Word("model", settings.Model);
        Word("effort", settings.Effort);
        Word("permission", settings.IsFull ? "full" : null);
        Section(json, "models", () =>
        {
            foreach (var (alias, model) in settings.Models)
            {
                json.WriteString(alias, model);
            }
        });
        Words("args", settings.Arguments);
        Parts("command", settings.Command);
        Parts("resume", settings.Resume);
        if (settings.Command is not null)
        {
            Word("prompt", settings.Prompt switch { PromptWay.Argument => "argument", PromptWay.File => "file", _ => "stdin" });
            Word("events", settings.Events);
        }

        void Word(string key, string? value)
        {
            if (value is not null)
            {
                json.WriteString(key, value);
            }
        }

        void Words(string? key, IReadOnlyList<string> words)
        {
            if (key is not null)
            {
                json.WritePropertyName(key);
            }

            json.WriteStartArray();
            foreach (var word in words)
            {
                json.WriteStringValue(word);
            }

            json.WriteEndArray();
        }

        void Parts(string key, IReadOnlyList<IReadOnlyList<string>>? parts)
        {
            if (parts is null)
            {
                return;
            }

            json.WriteStartArray(key);
            foreach (var words in parts)
            {
                if (words is [var only])
                {
                    json.WriteStringValue(only);
                }
                else
                {
                    Words(null, words);
                }
            }

            json.WriteEndArray();
        }
    }

    private static void Section(Utf8JsonWriter json, string key, Action body)
    {
        json.WriteStartObject(key);
        body();
        json.WriteEndObject();
    }
}
