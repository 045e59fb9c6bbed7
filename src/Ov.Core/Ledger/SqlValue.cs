namespace Ov.Core.Ledger;

/// <summary>One parameter of a statement. Times are stored as milliseconds since 1970 UTC, booleans as 0 or 1.</summary>
public readonly struct SqlValue
{
    private SqlValue(SqlKind kind, long number, double real, string? text)
    {
        Kind = kind;
        Number = number;
        Real = real;
        Text = text;
    }

    internal SqlKind Kind { get; }

    internal long Number { get; }

    internal double Real { get; }

    internal string? Text { get; }

    public static implicit operator SqlValue(string? value) => value is null ? default : new(SqlKind.Text, 0, 0, value);

    public static implicit operator SqlValue(long value) => new(SqlKind.Number, value, 0, null);

    public static implicit operator SqlValue(int value) => new(SqlKind.Number, value, 0, null);

    public static implicit operator SqlValue(long? value) => value is { } number ? number : default(SqlValue);

    public static implicit operator SqlValue(int? value) => value is { } number ? number : default(SqlValue);

    public static implicit operator SqlValue(double value) => new(SqlKind.Real, 0, value, null);

    public static implicit operator SqlValue(bool value) => new(SqlKind.Number, value ? 1 : 0, 0, null);

    public static implicit operator SqlValue(DateTimeOffset value) => new(SqlKind.Number, value.ToUnixTimeMilliseconds(), 0, null);

    public static implicit operator SqlValue(DateTimeOffset? value) => value is { } time ? time : default(SqlValue);
}

internal enum SqlKind
{
    Null,
    Number,
    Real,
    Text,
}
