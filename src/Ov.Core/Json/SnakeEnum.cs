using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ov.Core.Json;

/// <summary>Writes enum values in JSON as the same snake_case words that the ledger and the command line use.</summary>
public sealed class SnakeEnum<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower)
    where T : struct, Enum;
