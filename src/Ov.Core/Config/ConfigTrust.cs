namespace Ov.Core.Config;

/// <summary>The commands that the configuration names, and the operator's approval of them on this machine.</summary>
public sealed class ConfigTrust(OvApp app)
{
    private readonly TrustStore _store = TrustStore.For(app.Environment.Variables);

    public IReadOnlyList<TrustedCommand> All() =>
        [.. ConfiguredCommands.All(app.Config).Select(command => TrustedCommand.Of(command, _store.IsTrusted(app.Project.Root, command)))];

    /// <summary>Approves what waits: by name, or all of it.</summary>
    /// <exception cref="OvException">not-operator, not-found with the nearest name, needs-confirmation with the texts.</exception>
    public IReadOnlyList<TrustedCommand> Approve(IReadOnlyList<string> names, bool dryRun)
    {
        app.Caller.RequireOperator("approve commands");
        var known = ConfiguredCommands.All(app.Config);
        foreach (var name in names.Where(name => known.All(command => command.Name != name)))
        {
            throw new OvException(ErrorCode.NotFound, $"The settings name no command '{name}'.{Nearest.Sentence(name, known.Select(command => command.Name))}", "See 'ov config trust --list'.");
        }

        var waiting = _store.Untrusted(app.Project.Root, known.Where(command => names.Count == 0 || names.Contains(command.Name)));
        if (dryRun || waiting.Count == 0)
        {
            return [.. waiting.Select(command => TrustedCommand.Of(command, approved: false))];
        }

        RequireConfirmation(waiting);
        foreach (var command in waiting)
        {
            _store.Approve(app.Project.Root, command, app.Caller.IsOperator);
        }

        return [.. waiting.Select(command => TrustedCommand.Of(command, approved: true))];
    }

    private void RequireConfirmation(IReadOnlyList<CommandSpec> waiting)
    {
        if (!app.Options.Yes)
        {
            var texts = waiting.Select(command => $"{command.Origin}: {command.ShownText}").ToList();
            throw new OvException(ErrorCode.NeedsConfirmation, $"This would be allowed to run on this machine: {string.Join("; ", texts)}.", "Read them, then confirm with --yes.")
            {
                Lists = new Dictionary<string, IReadOnlyList<string>> { ["commands"] = texts },
            };
        }
    }
}

/// <summary>One configured command.</summary>
/// <param name="Kind">gate, setup or runtime.</param>
/// <param name="Origin">File and line.</param>
/// <param name="Text">Exactly what would run; on one line for people.</param>
public sealed record TrustedCommand(string Kind, string Name, string Origin, string Text, bool Approved)
{
    internal static TrustedCommand Of(CommandSpec command, bool approved) =>
        new(Ledger.SnakeCase.Word(command.Kind), command.Name, command.Origin, command.ShownText, approved);
}
