using System.Reflection;
using Ov.Core;

namespace Ov.Tests;

public class ErrorCodeTests
{
    [Fact]
    public void Every_code_is_listed_once_and_is_a_kebab_case_word()
    {
        var declared = typeof(ErrorCode).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(f => f.FieldType == typeof(ErrorCode)).Select(f => (ErrorCode)f.GetValue(null)!).ToList();
        Assert.Equal(declared.Count, ErrorCode.All.Count);
        Assert.Equal(declared.ToHashSet(), ErrorCode.All.ToHashSet());
        Assert.All(ErrorCode.All, c => Assert.Matches("^[a-z]+(-[a-z]+)*$", c.Name));
        Assert.Equal(ErrorCode.All.Count, ErrorCode.All.Select(c => c.Name).Distinct().Count());
    }
}
