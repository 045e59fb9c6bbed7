using System.Text;
using Ov.Core;
using Ov.Core.Config;

namespace Ov.Tests.Config;

public class ConfigFileTests
{
    [Theory]
    [InlineData("agents:\n\tmaxDepth: 3\n", "config.yaml:2: This is not valid YAML: a tab indents this line, YAML allows only spaces there.")]
    [InlineData("agents:\n  maxDepth: 3\n  maxDepth: 4\n", "config.yaml:3: This is not valid YAML: the key \"maxDepth\" is written twice.")]
    [InlineData("agents: {maxDepth: 3\nmerge: x\n", "config.yaml:1: This is not valid YAML: the text cannot be followed after this line; a bracket, brace or quote may be open.")]
    [InlineData("agents: 'open\n", "config.yaml:")]
    [InlineData("- a\n- b\n", "config.yaml:1: The file must hold keys such as agents: or merge:, not a list.")]
    [InlineData("hello\n", "config.yaml:1: The file must hold keys such as agents: or merge:, not \"hello\".")]
    [InlineData("a: 1\n---\nb: 2\n", "config.yaml:2: This is not valid YAML: only one document is allowed; remove the second ---.")]
    [InlineData("agents: *nobody\n", "config.yaml:1: This is not valid YAML: ")]
    [InlineData("setup: &a [*a]\n", "config.yaml:1: This is not valid YAML: ")]
    [InlineData("? [a, b]\n: c\n", "config.yaml:1: This is not valid YAML: a key must be a plain word.")]
    [InlineData("agents: @x\n", "config.yaml:1: This is not valid YAML: ")]
    [InlineData("%YAML 9.9\n", "config.yaml:")]
    [InlineData("}{", "config.yaml:1: This is not valid YAML: ")]
    public void A_file_that_is_no_yaml_is_refused_with_its_line_once_a_value_is_needed(string text, string start)
    {
        using var project = new ProjectFolder().Shared(text);
        var config = project.Config();
        var refusal = Assert.Throws<OvException>(() => config.Agents.MaxDepth);
        Assert.Equal(ErrorCode.InvalidConfig, refusal.Code);
        Assert.True(refusal.Message.StartsWith(".overstory/" + start, StringComparison.Ordinal), refusal.Message);
        Assert.DoesNotContain('\n', refusal.Message);
        Assert.Equal("Correct .overstory/config.yaml; this command needs agents.maxDepth from it.", refusal.Hint);
        Assert.Equal(refusal.Message, Assert.Single(config.Problems).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("# only a comment\n")]
    [InlineData("---\n")]
    [InlineData("---\n...\n")]
    [InlineData("{}")]
    [InlineData("\uFEFF")]
    public void An_empty_file_means_the_defaults(string text)
    {
        using var project = new ProjectFolder().Shared(text);
        Assert.Equal(2, project.Config().Agents.MaxDepth);
        Assert.Empty(project.Config().Problems);
    }

    [Fact]
    public void A_byte_order_mark_and_windows_line_ends_are_read()
    {
        using var project = new ProjectFolder().Shared("\uFEFFagents:\r\n  maxDepth: 3\r\n  maxConcurrent: x\r\n");
        Assert.Equal(3, project.Config().Agents.MaxDepth);
        Assert.Equal(".overstory/config.yaml:3", Assert.Single(project.Config().Problems).Origin.ToString());
    }

    [Fact]
    public void Anchors_merge_keys_and_quoted_or_folded_text_are_yaml_as_usual()
    {
        var config = ConfigReader.Parse("/p/app", """
            gates:
              - &test
                name: test
                command: >-
                  make
                  test
                timeout: 2m
              - <<: *test
                name: again
            setup: &list [a, 'b''c']
            project: {name: "caf\u00e9"}
            """);
        Assert.Equal([("test", "make test", 2d), ("again", "make test", 2d)], config.Gates.Select(g => (g.Name, g.ShellText!, g.Timeout.TotalMinutes)));
        Assert.Equal(["a", "b'c"], config.Setup.Select(s => s.ShellText));
        Assert.Equal("café", config.Project.Name);
        Assert.Empty(config.Problems);
    }

    [Fact]
    public void A_file_made_to_exhaust_memory_or_stack_is_refused_quickly()
    {
        var deep = new string('[', 100_000);
        Assert.Contains("nested too deeply", Assert.Throws<OvException>(() => ConfigReader.Parse("/p/app", "setup: " + deep).Setup).Message, StringComparison.Ordinal);

        var laughs = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var i = 1; i < 30; i++)
        {
            laughs.Append($"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n");
        }

        var config = ConfigReader.Parse("/p/app", laughs + "setup: *a29\nagents: {maxDepth: 3}\n");
        Assert.Equal(3, config.Agents.MaxDepth);
        Assert.Throws<OvException>(() => config.Setup);

        using var huge = new ProjectFolder().Shared("# " + new string('x', 300_000));
        Assert.Equal(".overstory/config.yaml: The file cannot be read: it is larger than 256 KiB.", Assert.Single(huge.Config().Problems).ToString());
    }

    [Fact]
    public void Settings_behind_a_linked_folder_count_for_nothing()
    {
        using var elsewhere = new ProjectFolder().Shared("agents: {maxDepth: 9}\n");
        using var project = new ProjectFolder();
        Directory.CreateSymbolicLink(Path.Combine(project.Root, ".overstory"), Path.Combine(elsewhere.Root, ".overstory"));
        var config = project.Config();
        Assert.Contains(config.Problems, problem => problem.ToString() == ".overstory/config.yaml: The file cannot be read: its folder is a symbolic link.");
        Assert.Equal(ErrorCode.InvalidConfig, Assert.Throws<OvException>(() => config.Agents.MaxDepth).Code);
    }

    [Theory]
    [InlineData(new byte[] { 0x7f, 0x45, 0x4c, 0x46, 0, 0, 1 })]
    [InlineData(new byte[] { 0xff, 0xfe, 0x61, 0x00 })]
    [InlineData(new byte[] { 0x61, 0x3a, 0x20, 0xc3, 0x28 })]
    public void A_file_that_is_no_text_is_refused(byte[] bytes)
    {
        using var project = new ProjectFolder().Shared("");
        File.WriteAllBytes(Path.Combine(project.Root, ConfigReader.SharedFile), bytes);
        Assert.Equal(".overstory/config.yaml: The file cannot be read: it is not UTF-8 text.", Assert.Throws<OvException>(() => project.Config().Merge.Policy).Message);
    }

    [Fact]
    public void A_folder_in_the_files_place_is_refused()
    {
        using var project = new ProjectFolder();
        Directory.CreateDirectory(Path.Combine(project.Root, ConfigReader.LocalFile));
        var problem = Assert.Single(project.Config().Problems);
        Assert.Equal(".overstory/config.local.yaml: The file cannot be read: it is a folder.", problem.ToString());
    }

    [Fact]
    public void Any_bytes_at_all_end_in_values_or_in_invalid_config_never_in_a_crash()
    {
        const string alphabet = "abc:-[]{}#&*!|>'\"%@`,?<= \n\n\t\r\0\u0085\uFEFF~0";
        var random = new Random(7);
        for (var i = 0; i < 3000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => alphabet[random.Next(alphabet.Length)]));
            var config = ConfigReader.Parse("/p/app", text);
            Assert.All(config.Problems, p => Assert.DoesNotContain('\n', p.ToString()));
            Assert.Equal(ConfigKeys.All.Count, config.Settings.Count);
        }
    }
}
