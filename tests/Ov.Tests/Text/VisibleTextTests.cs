using System.Text.Json;
using Ov.Core.Text;

namespace Ov.Tests.Text;

public sealed class VisibleTextTests
{
    [Theory]
    [InlineData("plain and \"quoted\"")]
    [InlineData("turned \u202egnp.exe round")]
    [InlineData("line\u2028end, \u0085 next, \u200d joined, \U000e0041 tagged, \U0001f600 shown")]
    public void A_json_document_says_the_same_without_a_letter_that_a_terminal_obeys(string text)
    {
        var document = VisibleText.InJson($$"""{"error":"{{JsonEncodedText.Encode(text, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}}"}""");
        Assert.DoesNotMatch("[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e]", document);
        Assert.DoesNotContain("\U000e0041", document, StringComparison.Ordinal);
        using var parsed = JsonDocument.Parse(document);
        Assert.Equal(text, parsed.RootElement.GetProperty("error").GetString());
    }
}
