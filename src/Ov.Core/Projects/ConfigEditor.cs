using Ov.Core.Config;
using Ov.Core.Processes;

namespace Ov.Core.Projects;

/// <summary>
/// Gives a draft of a settings file to the person's editor. A draft that brings no new fault takes the file's place; another one stays where it
/// is and is opened again next time, so nothing that was typed is lost and nobody ever reads half a file.
/// </summary>
public sealed class ConfigEditor(OvApp app, bool local)
{
    private string File => local ? ConfigReader.LocalFile : ConfigReader.SharedFile;

    private string Draft => app.Project.Files.ConfigDraft(local);

    private string Editor => app.Environment.Variable("VISUAL") ?? app.Environment.Variable("EDITOR")
        ?? throw new OvException(ErrorCode.ToolMissing, "Neither VISUAL nor EDITOR says which editor to start.", $"Set one of them, or open {File} yourself.");

    public ConfigEdit Plan() => new(File, Editor, Changed: false, DryRun: true);

    /// <exception cref="OvException">not-operator, tool-missing, failed when the editor fails, invalid-config or conflict with the draft kept.</exception>
    public ConfigEdit Run()
    {
        app.Caller.RequireOperator("change the configuration");
        var editor = Editor;
        var old = ConfigFile.Read(Path.Combine(app.Project.Root, File));
        if (!System.IO.File.Exists(Draft))
        {
            ConfigFile.Write(Draft, old);
        }

        // Nothing of ours may hold the ledger while somebody types.
        app.CloseLedger();
        // An editor's variable may hold arguments, so a shell reads it, as git has it.
        var exit = ForegroundProgram.RunAndReturn("/bin/sh", ["-c", $"{editor} \"$@\"", editor, Draft], app.Project.Root, app.Environment.Variables);
        if (exit != 0)
        {
            throw new OvException(ErrorCode.Failed, $"The editor ended with status {exit}; {File} stays as it was.", $"The draft is kept in {Draft}.");
        }

        return new ConfigEdit(File, editor, Take(old), DryRun: false);
    }

    private bool Take(string old)
    {
        try
        {
            var changed = new ConfigWriter(app, local).Replace(old, ConfigFile.Read(Draft));
            System.IO.File.Delete(Draft);
            return changed;
        }
        catch (OvException fault)
        {
            throw new OvException(fault.Code, fault.Message, $"{File} stays as it was; the draft is kept in {Draft}, and 'ov config edit' opens it again.") { Facts = fault.Facts };
        }
    }
}

/// <summary>What came of it.</summary>
/// <param name="File">Relative to the project.</param>
public sealed record ConfigEdit(string File, string Editor, bool Changed, bool DryRun);
