using System.Globalization;
using System.Xml;

namespace Ov.Core.Checks;

/// <summary>Reads TRX and JUnit files. They come from what agents wrote: no document type, nothing from elsewhere, bounded.</summary>
internal static class XmlResults
{
    private const int Deepest = 200;

    /// <summary>Null when it is neither, or no sound XML.</summary>
    public static CheckResults? Read(string text)
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = ResultReader.LongestText, IgnoreComments = true, IgnoreProcessingInstructions = true, IgnoreWhitespace = true,
        };
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), settings);
            return reader.MoveToContent() != XmlNodeType.Element ? null : reader.LocalName switch
            {
                "TestRun" => Trx(reader),
                "testsuites" or "testsuite" => JUnit(reader),
                _ => null,
            };
        }
        catch (XmlException)
        {
            return null;
        }
    }

    /// <summary>One result is one test; an outcome that is neither passed nor failed was not carried out.</summary>
    private static CheckResults Trx(XmlReader reader)
    {
        var (passed, failed, errors, skipped, issues) = (0, 0, 0, 0, new List<CheckIssue>());
        while (Next(reader))
        {
            if (reader is not { NodeType: XmlNodeType.Element, LocalName: "UnitTestResult" })
            {
                continue;
            }

            switch (reader.GetAttribute("outcome"))
            {
                case "Passed" or "PassedButRunAborted" or "Warning":
                    passed++;
                    break;
                case "Failed":
                    failed++;
                    issues.Add(new CheckIssue(IssueSeverity.High, reader.GetAttribute("testName") ?? "a test"));
                    break;
                case "Error" or "Timeout" or "Aborted" or "Disconnected":
                    errors++;
                    issues.Add(new CheckIssue(IssueSeverity.High, reader.GetAttribute("testName") ?? "a test"));
                    break;
                default:
                    skipped++;
                    break;
            }
        }

        return new CheckResults("trx", passed, failed, errors, skipped, 0, [.. issues.Take(CheckResults.MostIssues)]);
    }

    /// <summary>Cases are counted one by one: what the suites say of themselves differs between tools.</summary>
    private static CheckResults JUnit(XmlReader reader)
    {
        var (total, failed, errors, skipped, issues) = (0, 0, 0, 0, new List<CheckIssue>());
        var (name, where, judged) = ("", (string?)null, false);
        do
        {
            if (reader.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            switch (reader.LocalName)
            {
                case "testcase":
                    total++;
                    (name, where, judged) = (string.Join('.', new[] { reader.GetAttribute("classname"), reader.GetAttribute("name") }.OfType<string>()), Place(reader), false);
                    break;
                case "failure" or "error" when !judged:
                    judged = true;
                    _ = reader.LocalName == "failure" ? failed++ : errors++;
                    issues.Add(new CheckIssue(IssueSeverity.High, reader.GetAttribute("message") is { Length: > 0 } message ? $"{name}: {message}" : name, where));
                    break;
                case "skipped" when !judged:
                    judged = true;
                    skipped++;
                    break;
            }
        }
        while (Next(reader));

        return new CheckResults("junit", Math.Max(0, total - failed - errors - skipped), failed, errors, skipped, 0, [.. issues.Take(CheckResults.MostIssues)]);
    }

    private static bool Next(XmlReader reader) => reader.Read() && (reader.Depth <= Deepest ? true : throw new XmlException("too deep"));

    private static string? Place(XmlReader reader) =>
        reader.GetAttribute("file") is { Length: > 0 } file ? int.TryParse(reader.GetAttribute("line"), NumberStyles.None, CultureInfo.InvariantCulture, out var line) ? $"{file}:{line}" : file : null;
}
