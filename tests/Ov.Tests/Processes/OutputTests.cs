using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Ov.Core.Processes;

namespace Ov.Tests.Processes;

public class OutputTests
{
    [Fact]
    public void Captured_output_is_whole_up_to_the_cap_and_head_and_tail_beyond()
    {
        Prop.ForAll<byte[][], byte>((chunks, small) =>
        {
            var cap = small + 1;
            var captured = new CapturedOutput(cap);
            foreach (var chunk in chunks)
                captured.Add(chunk);
            var whole = chunks.SelectMany(c => c).ToArray();
            var kept = captured.ToArray();
            return whole.Length <= cap
                ? !captured.Cut && kept.SequenceEqual(whole)
                : captured.Cut
                    && kept.AsSpan().StartsWith(whole.AsSpan(0, cap - (cap / 2)))
                    && kept.AsSpan().EndsWith(whole.AsSpan(whole.Length - (cap / 2)))
                    && Encoding.UTF8.GetString(kept).Contains($"{whole.Length - cap} bytes cut");
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Lines_do_not_depend_on_how_the_stream_was_cut_into_reads()
    {
        Prop.ForAll<string[], byte>((lines, size) =>
        {
            var clean = lines.Select(l => (l ?? "").Replace("\n", "").Replace("\r", "") + "é").ToArray();
            var bytes = Encoding.UTF8.GetBytes(string.Join('\n', clean));
            var expected = Encoding.UTF8.GetString(bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            var seen = new List<string>();
            var splitter = new LineSplitter(seen.Add);
            foreach (var read in bytes.Chunk(size + 1))
                splitter.Add(read);
            splitter.End();
            return seen.SequenceEqual(expected);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Empty_lines_stay_and_a_carriage_return_goes()
    {
        var seen = new List<string>();
        var splitter = new LineSplitter(seen.Add);
        splitter.Add("a\r\n\nb"u8);
        splitter.End();
        Assert.Equal(["a", "", "b"], seen);
    }

    [Fact]
    public void Of_an_endless_line_the_beginning_is_delivered_once_and_the_next_line_whole()
    {
        var lengths = new List<int>();
        var splitter = new LineSplitter(l => lengths.Add(l.Length));
        splitter.Add("a\n\n"u8);
        var chunk = new byte[1 << 20];
        Array.Fill(chunk, (byte)'x');
        for (var i = 0; i < 20; i++)
            splitter.Add(chunk);
        splitter.Add("rest\nwhole\n"u8);
        splitter.Add(chunk);
        splitter.End();
        Assert.Equal([1, 0, LineSplitter.Longest, 5, 1 << 20], lengths);
    }
}
