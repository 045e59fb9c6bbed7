namespace Ov.Core;

/// <summary>What long work says of itself while it goes on. Whoever shows it decides how; by default nobody does.</summary>
public abstract class WorkProgress
{
    public static WorkProgress Silent { get; } = new Nobody();

    /// <summary>Begins a step, possibly inside another; disposing ends it.</summary>
    /// <param name="what">Such as "Gate tests on overstory/builder-1/3-fix".</param>
    public abstract IDisposable Step(string what);

    /// <summary>The newest word from the step at hand, such as a gate's last line of output.</summary>
    public abstract void Said(string line);

    private sealed class Nobody : WorkProgress, IDisposable
    {
        public override IDisposable Step(string what) => this;

        public override void Said(string line)
        {
        }

        public void Dispose()
        {
        }
    }
}
