using System.CommandLine;
using Ov.Core.Completing;

namespace Ov.Cli.Completion;

/// <summary>
/// What a value names, by the word that help shows for it: one word means one thing everywhere, so <c>--parent &lt;task&gt;</c> completes
/// with tasks without saying so again. A symbol whose word says less declares it itself; a test asks that of every word not listed here.
/// </summary>
internal static class CandidateWords
{
    private static readonly CandidateSource Nothing = new([Candidate.Text]);

    public static CandidateSource? Of(Option option) => CandidateSource.Of(option) ?? Of(option.HelpName ?? option.Name.TrimStart('-'));

    public static CandidateSource? Of(Argument argument) => CandidateSource.Of(argument) ?? Of(argument.HelpName ?? argument.Name);

    /// <summary>Null for a word that says nothing about what it names.</summary>
    private static CandidateSource? Of(string word) => word switch
    {
        "agent" or "agents" => new([Candidate.Agent]),
        "recipient" => new([Candidate.Recipient]),
        "task" or "tasks" => new([Candidate.Task]),
        "run" => new([Candidate.Run]),
        "group" => new([Candidate.Group]),
        "branch" or "ref" => new([Candidate.Branch]),
        "branch|task" => new([Candidate.Task, Candidate.Branch]),
        "merge" => new([Candidate.Merge]),
        "mail" or "message-id" => new([Candidate.Mail]),
        "note" or "lesson" => new([Candidate.Note]),
        "domain" => new([Candidate.Domain]),
        "worktree" => new([Candidate.Worktree]),
        "runtime" => new([Candidate.Runtime]),
        "role" => new([Candidate.Role]),
        "file" or "files" or "path" or "paths" or "globs" => new([Candidate.File]),
        "dir" or "folder" => new([Candidate.Folder]),
        "text" or "title" or "message" or "command" or "json" or "model" or "key" or "tool" or "heading" or "commit" or "words" or "query" or "template" => Nothing,
        "n" or "number" or "numbers" or "ms" or "time" or "seconds" or "percent" => Nothing,
        _ => null,
    };
}
