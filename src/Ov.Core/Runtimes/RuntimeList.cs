using Ov.Core.Config;
using Ov.Core.Runtimes.Claude;
using Ov.Core.Runtimes.Codex;
using Ov.Core.Runtimes.Copilot;
using Ov.Core.Runtimes.Exec;
using Ov.Core.Runtimes.Gemini;
using Ov.Core.Runtimes.OpenCode;
using Ov.Core.Runtimes.Pi;
using Ov.Core.Runtimes.Presets;

namespace Ov.Core.Runtimes;

/// <summary>Every runtime that can be named: our own adapters, the table of presets, and what the configuration adds or puts in their place.</summary>
public sealed class RuntimeList
{
    private static readonly IRuntime[] BuiltIn = [new ExecRuntime(), new ClaudeRuntime(), new CodexRuntime(), new OpenCodeRuntime(), new PiRuntime(), new GeminiRuntime(), new CopilotRuntime(), .. KnownPresets.All];

    private readonly Dictionary<string, IRuntime> _runtimes;

    private RuntimeList(IEnumerable<IRuntime> runtimes) => _runtimes = runtimes.ToDictionary(runtime => runtime.Name, StringComparer.Ordinal);

    /// <summary>Those that need no configuration.</summary>
    public static RuntimeList Known => new(BuiltIn);

    public IEnumerable<string> Names => _runtimes.Keys;

    public IEnumerable<IRuntime> All => _runtimes.Values;

    public static RuntimeList In(OvConfig config) => With(config.Runtimes.All);

    public static RuntimeList With(IReadOnlyDictionary<string, RuntimeOverride> settings)
    {
        var own = settings.Values.Where(runtime => runtime.Command is not null).ToDictionary(runtime => runtime.Name);
        return new([
            .. BuiltIn.Where(runtime => !own.ContainsKey(runtime.Name)),
            .. own.Values.Select(runtime => new PresetRuntime(PresetSpec.Of(runtime), name => Array.Find(BuiltIn, one => one.Name == name))),
        ]);
    }

    public IRuntime? Find(string name) => _runtimes.GetValueOrDefault(name);

    /// <exception cref="OvException">not-found with the nearest name.</exception>
    public IRuntime Require(string name) => Find(name)
        ?? throw new OvException(
            ErrorCode.NotFound, $"Unknown runtime: \"{name}\". Available: {string.Join(", ", Names)}.{Nearest.Sentence(name, Names)}",
            "Choose one with --runtime, or in runtime.default; 'ov doctor' tells which are installed.");
}
