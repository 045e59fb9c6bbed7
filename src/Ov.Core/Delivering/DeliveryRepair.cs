using System.Text.Json;
using System.Text.Json.Serialization;
using Ov.Core.Ledger;

namespace Ov.Core.Delivering;

/// <summary>
/// After a crash while a pull request was being made. What the forge knows is not asked by a tick, which must not wait for a network:
/// asking again is the operator's, and finds what is there.
/// </summary>
public static class DeliveryRepair
{
    public const string Kind = "deliver";

    public static string Data(Delivery delivery) => JsonSerializer.Serialize(new DeliveryIntent(delivery.Run.Name, delivery.Branch, delivery.Home), DeliveryIntentJson.Default.DeliveryIntent);

    /// <summary>Called by the tick for an open intent whose owner is dead.</summary>
    /// <returns>What was done, for people.</returns>
    public static string Repair(OvApp app, IntentRecord intent)
    {
        var data = JsonSerializer.Deserialize(intent.Data, DeliveryIntentJson.Default.DeliveryIntent)!;
        app.Ledger.Write(tx => Intents.Close(tx, intent.Id, "repaired"));
        return $"the pull request of {data.Branch} may or may not have been made; 'ov run deliver {data.Run} --pr' finds it or makes it";
    }
}

/// <summary>What was being done.</summary>
internal sealed record DeliveryIntent(string Run, string Branch, string Home);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(DeliveryIntent))]
internal sealed partial class DeliveryIntentJson : JsonSerializerContext;
