using System.Text;

namespace Ov.Core.Config;

/// <summary>The table of keys as a page of the documentation.</summary>
public static class ConfigReference
{
    private const string Head = """
        # Settings

        Settings lie in `.overstory/config.yaml`, which is committed. A later layer overrules an earlier one, key by key:

        1. the defaults below;
        2. `.overstory/config.yaml`, shared by everybody;
        3. `.overstory/config.local.yaml`, for this checkout alone, ignored by git;
        4. variables: `OV_CONFIG__MERGE__POLICY=ready` sets `merge.policy`. Those of an agent do not count;
        5. options of the command line.

        `ov config show --origin` tells what is in force and where each value comes from. `ov config set <key> <value>` changes one value and
        leaves comments and layout as they are; `ov config unset` takes one away; `ov config edit` opens the file in your editor and takes the
        draft only when it can be understood. `--local` means the second file. Only the operator changes settings.

        A wrong value disables only what needs it: a command that asks for it is refused with file, line, key and what is allowed (exit 2,
        `invalid-config`), every other command works. An unknown key is a warning that names the nearest one. `ov config check` names
        everything at once. A file that is not YAML at all breaks every setting, and only what needs settings.

        Commands named here (`gates`, `setup`, `runtimes.exec.command`) run only after the operator approved exactly that text once on this
        machine: `ov config trust --list`, then `ov config trust --yes`.

        A text runs through `sh -c`, a list `[make, test]` is run directly. A duration is written `500ms`, `90s`, `10m`, `2h` or `1h30m`.

        Editors check the file with [config.schema.json](config.schema.json) (`ov config schema` prints it). Overstory's keys are read as they are:
        where a key has another name there, it stands below; its keys that mean nothing here are ignored without a warning.

        """;

    public static string Page()
    {
        var page = new StringBuilder(Head.ReplaceLineEndings("\n"));
        foreach (var section in ConfigKeys.All.GroupBy(key => key.Path.Split('.')[0]))
        {
            page.Append("\n## ").Append(section.Key).Append("\n\n| key | must be | default | what it does |\n|---|---|---|---|\n");
            foreach (var key in section)
            {
                var also = key.Aliases.Count == 0 ? "" : $" Overstory's name: {string.Join(", ", key.Aliases.Select(alias => $"`{alias}`"))}.";
                page.Append($"| `{key.Path}` | {Cell(key.Allowed)} | {(key.DefaultText.Length == 0 ? "" : $"`{key.DefaultText}`")} | {Cell(key.Description)}{also} |\n");
            }
        }

        return page.ToString();
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
