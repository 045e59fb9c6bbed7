using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Notes;
using Ov.Tests.Tasks;

namespace Ov.Tests.Notes;

public sealed class NoteTests : IDisposable
{
    private readonly TaskSite _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public void Every_write_is_a_version_of_its_own_and_the_older_ones_stay()
    {
        var task = _site.Add("Work");
        Parallel.For(0, 6, new ParallelOptions { MaxDegreeOfParallelism = 6 }, i =>
        {
            using var ledger = _site.Project.OpenLedger();
            ledger.Write(tx => NoteWriter.Write(tx, Caller.Operator, task, NoteKind.Spec, $"text {i}"));
        });
        var notes = _site.Operator.Ledger.Read(sql => NoteStore.OfTask(sql, task.Id));
        Assert.Equal(Enumerable.Range(1, 6), notes.Select(note => note.Version));
        Assert.Equal(6, notes.Select(note => note.Body).Distinct().Count());
        Assert.Equal(notes[^1], _site.Operator.Ledger.Read(sql => NoteStore.Newest(sql, NoteKind.Spec, task.Id)));
        Assert.Equal(notes[1], _site.Operator.Ledger.Read(sql => NoteStore.Version(sql, NoteKind.Spec, task.Id, 2)));
    }

    [Fact]
    public void An_empty_spec_is_refused()
    {
        var task = _site.Add("Work");
        Refusal.Of(ErrorCode.Usage, () => _site.Operator.Ledger.Write(tx => NoteWriter.Write(tx, Caller.Operator, task, NoteKind.Spec, " \n")));
        Assert.Empty(_site.Operator.Ledger.Read(sql => NoteStore.OfTask(sql, task.Id)));
    }
}
