namespace Ov.EndToEnd.Completion;

/// <summary>One project for all shells: nothing that they ask changes it.</summary>
public sealed class CompletionProject : IDisposable
{
    public CompletionProject()
    {
        Project.Ov("run", "start", "login").Ok();
        Project.Ov("task", "add", "Fix the login").Ok();
        Project.Ov("task", "add", "Say 'hello'").Ok();
        Project.Box.Git("branch", "feature/one");
        Project.Box.Git("branch", "feature/two");
        Project.Box.Git("pack-refs", "--all");
        Project.Box.Git("branch", "feature/three");
        Project.Box.WriteFile("a b.txt", "");
    }

    public OvProject Project { get; } = new();

    public void Dispose() => Project.Dispose();
}
