using Ov.Core;
using Ov.Core.Agents;
using Ov.Tests.Support;
using Ov.Tests.Tasks;

namespace Ov.Tests.Ledger;

public sealed class OperatorTokenTests : IDisposable
{
    private readonly TestProject _project = TestProject.Create();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void A_revoked_token_stops_working_at_once_and_its_name_is_free_again()
    {
        using var ledger = _project.OpenLedger();
        var token = ledger.Write(tx => OperatorTokens.Create(tx, "ci"));
        Refusal.Of(ErrorCode.NameTaken, () => ledger.Write(tx => OperatorTokens.Create(tx, "ci")));
        using (var app = _project.App(("OV_OPERATOR_TOKEN", token)))
        {
            Assert.True(app.Caller.IsOperator);
        }

        Assert.Equal(1, ledger.Write(tx => OperatorTokens.Revoke(tx, "ci")));
        using (var app = _project.App(("OV_OPERATOR_TOKEN", token)))
        {
            Refusal.Of(ErrorCode.Identity, () => _ = app.Caller);
        }

        Assert.NotEqual(token, ledger.Write(tx => OperatorTokens.Create(tx, "ci")));
        Assert.Contains("'ci'", Refusal.Of(ErrorCode.NotFound, () => ledger.Write(tx => OperatorTokens.Revoke(tx, "cj"))).Message);
        Assert.Equal(2, ledger.Read(OperatorTokenStore.All).Count);
    }
}
