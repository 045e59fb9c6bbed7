using System.Reflection;
using System.Text.RegularExpressions;
using Ov.Core;

namespace Ov.Tests;

public class ErrorCodeTests
{
    [Fact]
    public void Every_code_is_listed_once_and_is_a_kebab_case_word()
    {
        var declared = Fields().Select(field => field.Code).ToList();
        Assert.Equal(declared.Count, ErrorCode.All.Count);
        Assert.Equal(declared.ToHashSet(), ErrorCode.All.ToHashSet());
        Assert.All(ErrorCode.All, c => Assert.Matches("^[a-z]+(-[a-z]+)*$", c.Name));
        Assert.Equal(ErrorCode.All.Count, ErrorCode.All.Select(c => c.Name).Distinct().Count());
    }

    /// <summary>A published word that nothing says is a promise about nothing; one that no test asks for may be said at the wrong place.</summary>
    [Fact]
    public void Every_code_is_said_somewhere_and_asked_for_by_a_test()
    {
        var root = Root();
        var said = Text(Path.Combine(root, "src"), "*.cs", "ErrorCode.cs");
        var asked = Text(Path.Combine(root, "tests"), "*.cs", "ErrorCodeTests.cs", "CommandTreeTests.cs") + Text(Path.Combine(root, "tests"), "*.verified.txt");
        var faults = Fields().SelectMany(field => new[]
        {
            Regex.IsMatch(said, $@"ErrorCode\.{field.Name}\b") ? null : $"{field.Code.Name} is said nowhere",
            Regex.IsMatch(asked, $@"ErrorCode\.{field.Name}\b|""{field.Code.Name}""|\[{field.Code.Name}\]") ? null : $"{field.Code.Name} is asked for by no test",
        }).OfType<string>().ToList();
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    private static IEnumerable<(string Name, ErrorCode Code)> Fields() => typeof(ErrorCode).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Where(field => field.FieldType == typeof(ErrorCode)).Select(field => (field.Name, (ErrorCode)field.GetValue(null)!));

    private static string Text(string folder, string pattern, params string[] except) => string.Join('\n',
        Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories).Where(file => !except.Contains(Path.GetFileName(file))).Select(File.ReadAllText));

    private static string Root([System.Runtime.CompilerServices.CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
