using FsCheck;
using FsCheck.Fluent;
using Ov.Core.Merging;

namespace Ov.Tests.Merging;

/// <summary>The order in which beginnings of a train are gated, without git: G green, R red, r red once, - not asked; beginning 0 first.</summary>
public sealed class TrainStepTests
{
    [Theory]
    [InlineData("-", "-", TrainDeed.Gate, 1)]
    [InlineData("-", "G", TrainDeed.Land, 1)]
    [InlineData("-", "r", TrainDeed.Gate, 0)]
    [InlineData("G", "r", TrainDeed.Gate, 1)]
    [InlineData("G", "R", TrainDeed.Land, 0)]
    [InlineData("r", "r", TrainDeed.Gate, 0)]
    [InlineData("R", "r", TrainDeed.Leave, 1)]
    [InlineData("R", "-", TrainDeed.Gate, 1)]
    [InlineData("R", "G", TrainDeed.Land, 1)]
    [InlineData("-", "----", TrainDeed.Gate, 4)]
    [InlineData("R", "---r", TrainDeed.Uncouple, 4)]
    [InlineData("R", "---G", TrainDeed.Land, 4)]
    [InlineData("G", "---r", TrainDeed.Gate, 2)]
    [InlineData("G", "-G-r", TrainDeed.Gate, 3)]
    [InlineData("G", "-r-r", TrainDeed.Gate, 1)]
    [InlineData("G", "-GGr", TrainDeed.Gate, 4)]
    [InlineData("G", "-GGR", TrainDeed.Land, 3)]
    [InlineData("G", "rr-r", TrainDeed.Gate, 1)]
    [InlineData("G", "Rr-r", TrainDeed.Land, 0)]
    [InlineData("G", "Gr-r", TrainDeed.Gate, 2)]
    [InlineData("G", "GG-r", TrainDeed.Gate, 3)]
    [InlineData("G", "-r-G", TrainDeed.Land, 4)]
    public void What_is_known_says_what_comes_next(string target, string entries, TrainDeed deed, int length) =>
        Assert.Equal(new TrainStep(deed, length), TrainStep.For(entries.Length, Known(target + entries)));

    [Theory]
    [InlineData("-", "----", 4, "4")]
    [InlineData("-", "---r", 1, "0")]
    [InlineData("-", "---r", 4, "0 2 3 1")]
    [InlineData("G", "---r", 3, "2 3 1")]
    [InlineData("-", "r", 3, "0 1")]
    [InlineData("G", "-GGr", 3, "4")]
    [InlineData("R", "----", 3, "4")]
    [InlineData("G", "---G", 3, "")]
    public void What_may_come_next_whatever_is_said_is_gated_at_once(string target, string entries, int most, string lengths) =>
        Assert.Equal(lengths, string.Join(' ', TrainStep.Ahead(entries.Length, Known(target + entries), most)));

    [Fact]
    public void Whatever_is_bad_only_green_trees_are_landed_all_that_is_green_lands_and_the_runs_are_bounded()
    {
        var trial =
            from count in Gen.Choose(1, 20)
            from most in Gen.Choose(1, 16)
            from bad in Gen.ListOf(Gen.Choose(0, count - 1))
            from pairs in Gen.ListOf(Gen.Choose(0, count - 1).Zip(Gen.Choose(0, count - 1)))
            select (count, most, Bad: bad.Take(4).ToHashSet(), Pairs: pairs.Take(4).Where(p => p.Item1 != p.Item2).ToList());
        Check.One(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(trial.ToArbitrary(), t =>
        {
            bool Green(IReadOnlyList<int> landed) => !landed.Any(t.Bad.Contains) && !t.Pairs.Any(p => landed.Contains(p.Item1) && landed.Contains(p.Item2));
            var world = new Rounds(Green);
            world.Run(t.count, t.most);
            Assert.All(world.Tips, tip => Assert.True(Green(tip)));
            // Who was set aside really does not fit: not with what has landed.
            Assert.All(Enumerable.Range(0, t.count).Except(world.Landed), n => Assert.False(Green([.. world.Landed, n])));
            var length = (int)Math.Ceiling(Math.Log2(t.most)) + 3;
            Assert.InRange(world.Runs, 1, (3 * t.count) + (length * length));
        }));
    }

    [Theory]
    [InlineData(16, 0, 1)]
    [InlineData(16, 1, 9)]
    [InlineData(16, 16, 60)]
    [InlineData(1, 1, 3)]
    public void One_red_entry_of_many_costs_few_runs(int count, int red, int most)
    {
        for (var at = 0; at < (red == 1 ? count : 1); at++)
        {
            var world = new Rounds(landed => !landed.Any(n => n - at >= 0 && n - at < red));
            world.Run(count, 16);
            Assert.Equal(count - red, world.Landed.Count);
            Assert.InRange(world.Runs, 1, most);
        }
    }

    [Fact]
    public void On_a_red_target_what_mends_it_lands_and_the_others_are_not_blamed()
    {
        // Entry 2 mends the target, entry 1 is bad in itself.
        var world = new Rounds(landed => landed.Contains(2) && !landed.Contains(1));
        world.Run(4, 4);
        Assert.Equal([2, 3], world.Landed);
        Assert.Equal([0, 1], world.Left);
    }

    [Fact]
    public void A_gate_that_fails_by_chance_keeps_nobody_from_landing()
    {
        var asked = new HashSet<string>();
        var world = new Rounds(landed => !asked.Add(string.Join(',', landed)));
        world.Run(8, 8);
        Assert.Equal(8, world.Landed.Count);
    }

    private static Dictionary<int, TrainVerdict> Known(string letters) => letters.Select((letter, length) => (letter, length)).Where(k => k.letter != '-')
        .ToDictionary(k => k.length, k => k.letter switch { 'G' => TrainVerdict.Green, 'r' => TrainVerdict.Red, _ => TrainVerdict.RedTwice });

    /// <summary>Follows the decisions as the merger does, with a predicate for a gate.</summary>
    private sealed class Rounds(Func<IReadOnlyList<int>, bool> isGreen)
    {
        private readonly HashSet<string> _passed = [];

        public List<int> Landed { get; } = [];

        public List<int> Left { get; } = [];

        public List<IReadOnlyList<int>> Tips { get; } = [];

        public int Runs { get; private set; }

        public void Run(int count, int most)
        {
            var waiting = Enumerable.Range(0, count).ToList();
            for (var (length, redInRow) = (most, 0); waiting.Count > 0;)
            {
                var train = waiting.Take(length).ToList();
                var known = new Dictionary<int, TrainVerdict>();
                TrainStep step;
                while ((step = TrainStep.For(train.Count, known)).Deed == TrainDeed.Gate)
                {
                    known[step.Length] = Gate([.. Landed, .. train.Take(step.Length)]) ? TrainVerdict.Green
                        : known.ContainsKey(step.Length) ? TrainVerdict.RedTwice : TrainVerdict.Red;
                }

                if (step.Deed == TrainDeed.Uncouple)
                {
                    length = 1;
                    continue;
                }

                var done = step.Deed == TrainDeed.Leave ? 0 : step.Length;
                if (done > 0)
                {
                    Landed.AddRange(train.Take(done));
                    Tips.Add([.. Landed]);
                }

                (step.Deed == TrainDeed.Leave ? Left : []).Add(train[0]);
                waiting.RemoveRange(0, Math.Min(train.Count, done + 1));
                redInRow = done < train.Count ? redInRow + 1 : 0;
                length = step.Deed == TrainDeed.Leave ? 1 : TrainStep.NextLength(length, most, redInRow);
            }
        }

        private bool Gate(IReadOnlyList<int> tree)
        {
            var name = string.Join(',', tree);
            if (_passed.Contains(name))
            {
                return true;
            }

            Runs++;
            return isGreen(tree) && _passed.Add(name);
        }
    }
}
