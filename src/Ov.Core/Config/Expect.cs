using System.Globalization;

namespace Ov.Core.Config;

/// <summary>Readers for the simple shapes; each says what it expected when it finds something else.</summary>
internal static class Expect
{
    public static bool Boolean(ConfigNode node, string key, ConfigComplaints complaints)
    {
        if (node is ConfigScalar scalar && bool.TryParse(scalar.Text, out var value))
        {
            return value;
        }

        complaints.Wrong(node, key, "true or false");
        return false;
    }

    public static ReadValue<int> Integer(int least, string must) => (node, key, complaints) =>
    {
        if (node is ConfigScalar scalar && int.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= least)
        {
            return value;
        }

        complaints.Wrong(node, key, must);
        return least;
    };

    public static ReadValue<TimeSpan> Time(TimeSpan least, bool bareMilliseconds, string must) => (node, key, complaints) =>
    {
        if (node is ConfigScalar scalar && Duration.Parse(scalar.Text, bareMilliseconds) is { } time && time >= least)
        {
            return time;
        }

        complaints.Wrong(node, key, must);
        return least;
    };

    public static ReadValue<T> OneOf<T>(string must, params (string Word, T Value)[] choices) => (node, key, complaints) =>
    {
        foreach (var (word, value) in choices)
        {
            if (node is ConfigScalar scalar && scalar.Text == word)
            {
                return value;
            }
        }

        complaints.Wrong(node, key, must);
        return choices[0].Value;
    };

    public static ReadValue<string> Text(string must, Func<string, bool> fits) => (node, key, complaints) =>
    {
        if (node is ConfigScalar { IsEmpty: false } scalar && fits(scalar.Text))
        {
            return scalar.Text;
        }

        complaints.Wrong(node, key, must);
        return "";
    };

    public static long Size(ConfigNode node, string key, ConfigComplaints complaints)
    {
        if (node is ConfigScalar scalar && ByteSize.Parse(scalar.Text) is { } size)
        {
            return size;
        }

        complaints.Wrong(node, key, "a size such as 500MB or 2GB, or a number of bytes");
        return 0;
    }

    public static PortRange Ports(ConfigNode node, string key, ConfigComplaints complaints)
    {
        if (node is ConfigScalar scalar && PortRange.Parse(scalar.Text) is { } range)
        {
            return range;
        }

        complaints.Wrong(node, key, ConfigKeys.PortRange.Allowed);
        return PortRange.Default;
    }

    /// <param name="must">What every item must be.</param>
    public static ReadValue<IReadOnlyList<string>> Texts(string must, Func<string, bool> fits) => (node, key, complaints) =>
    {
        if (node is not ConfigList list)
        {
            complaints.Wrong(node, key, $"a list such as [one, two], each item {must}");
            return [];
        }

        return list.Items.Select((item, index) => Text(must, fits)(item, Item(key, index), complaints)).ToList();
    };

    public static string Item(string key, int index) => string.Create(CultureInfo.InvariantCulture, $"{key}[{index}]");

    public static bool IsOneLine(string text) => !string.IsNullOrWhiteSpace(text) && text.Length <= 200 && !text.Any(char.IsControl);

    public static bool IsWebAddress(string text) =>
        text.Length == 0 || (IsOneLine(text) && Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https");

    /// <summary>A path that stays inside the project.</summary>
    public static bool IsInnerPath(string text) =>
        IsOneLine(text) && !Path.IsPathRooted(text) && !text.Contains('\\') && text.Trim('/').Split('/').All(part => part is not ("" or "." or ".." or ".git"));

    public static bool IsName(string text) =>
        text.Length is > 0 and <= 41 && char.IsAsciiLetterOrDigit(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
