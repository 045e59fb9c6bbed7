using Ov.Core;
using Ov.Core.Ledger;
using Ov.Core.Mail;

namespace Ov.Tests.Mail;

public sealed class MailPayloadTests
{
    [Theory]
    [InlineData("worker_done", """{"taskId":"task-a","branch":"b","exitCode":0,"filesModified":["x"],"noChanges":false}""")]
    [InlineData("worker_done", "{}")]
    [InlineData("result", """{"summary":"found it"}""")]
    [InlineData("merge_ready", """{"branch":"b","taskId":"task-a","filesModified":[]}""")]
    [InlineData("merged", """{"branch":"b","tier":"clean"}""")]
    [InlineData("merge_failed", """{"branch":"b","conflictFiles":["x"],"errorMessage":"e"}""")]
    [InlineData("escalation", """{"severity":"critical","taskId":null,"context":"c"}""")]
    [InlineData("health_check", """{"agentName":"a","checkType":"liveness"}""")]
    [InlineData("dispatch", """{"taskId":"t","capability":"builder","fileScope":["src/**"],"skipScouts":true,"maxAgents":2}""")]
    [InlineData("assign", """{"taskId":"t","workerName":"w"}""")]
    [InlineData("worker_died", """{"agentName":"a"}""")]
    [InlineData("decision_gate", """{"options":["a","b"]}""")]
    [InlineData("question", """{"options":["a"]}""")]
    [InlineData("error", """{"context":"c","retryable":true}""")]
    [InlineData("status", """{"taskId":"t"}""")]
    [InlineData("info", "{}")]
    public void What_a_type_may_hold_is_accepted(string type, string payload) => Assert.Equal(payload, MailPayload.Check(TypeOf(type), payload));

    [Theory]
    [InlineData("worker_done", """{"exitCode":"0"}""", "'exitCode'", "a number")]
    [InlineData("worker_done", """{"filesModified":"x"}""", "'filesModified'", "a list of texts")]
    [InlineData("worker_done", """{"filesModified":[1]}""", "'filesModified'", "a list of texts")]
    [InlineData("worker_done", """{"noChanges":"yes"}""", "'noChanges'", "true or false")]
    [InlineData("merge_ready", """{"taskId":"t"}""", "'branch'", "a text")]
    [InlineData("merge_ready", """{"branch":null}""", "'branch'", "a text")]
    [InlineData("merged", "{}", "'branch'", "a text")]
    [InlineData("merge_failed", """{"branch":1}""", "'branch'", "a text")]
    [InlineData("escalation", """{"severity":"bad"}""", "'severity'", "one of warning, error, critical")]
    [InlineData("escalation", "{}", "'severity'", "one of warning, error, critical")]
    [InlineData("health_check", """{"checkType":"x"}""", "'checkType'", "one of liveness, readiness")]
    [InlineData("dispatch", """{"maxAgents":2}""", "'taskId'", "a text")]
    [InlineData("assign", """{"workerName":"w"}""", "'taskId'", "a text")]
    [InlineData("decision_gate", """{"options":[]}""", "'options'", "a list")]
    [InlineData("status", """{"taskId":7}""", "'taskId'", "a text")]
    public void A_wrong_field_is_named_with_what_was_expected(string type, string payload, string field, string expected)
    {
        var refused = Assert.Throws<OvException>(() => MailPayload.Check(TypeOf(type), payload));
        Assert.Equal(ErrorCode.InvalidPayload, refused.Code);
        Assert.Contains(field, refused.Message, StringComparison.Ordinal);
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("[1]")]
    [InlineData("")]
    [InlineData("\"text\"")]
    public void What_is_no_object_is_refused(string payload) =>
        Assert.Equal(ErrorCode.InvalidPayload, Assert.Throws<OvException>(() => MailPayload.Check(MailType.Status, payload)).Code);

    [Fact]
    public void Unknown_fields_are_kept_and_the_payload_is_one_line() =>
        Assert.Equal("""{"mood":{"deep":[1,2]},"taskId":"ü"}""", MailPayload.Check(MailType.Status, "{\n \"mood\": {\"deep\": [1, 2]},\n \"taskId\": \"ü\"\n}"));

    [Fact]
    public void Every_type_has_its_line_in_this_table()
    {
        var tested = typeof(MailPayloadTests).GetMethod(nameof(What_a_type_may_hold_is_accepted))!.GetCustomAttributesData().Select(line => line.ConstructorArguments)
            .Where(values => values.Count == 1).Select(values => (string)((IReadOnlyList<System.Reflection.CustomAttributeTypedArgument>)values[0].Value!)[0].Value!);
        Assert.Equal(SnakeCase.Words<MailType>().Order(), tested.Distinct().Order());
    }

    private static MailType TypeOf(string word) => SnakeCase.Parse<MailType>(word);
}
