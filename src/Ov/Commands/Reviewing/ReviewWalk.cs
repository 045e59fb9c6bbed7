using Ov.Cli;
using Ov.Commands.Gates;
using Ov.Commands.Mail;
using Ov.Commands.Merging;
using Ov.Core;
using Ov.Core.Forges;
using Ov.Core.Gates;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Merging;
using Ov.Core.Reviewing;
using Ov.Core.Text;

namespace Ov.Commands.Reviewing;

/// <summary>Shows one thing after the other on a terminal and does what is asked. What is refused is said, and the question comes again.</summary>
internal sealed class ReviewWalk(OvApp app, TextView view, CancellationToken stop)
{
    public void Go()
    {
        foreach (var outcome in RequestLooker.Look(app, app.Caller, RequestLooker.Due(app), stop))
        {
            MergeView.WriteOne(app.Ledger.Read(sql => MergeAnswer.Of(sql, BranchOutcome.Of(outcome))), view);
        }

        Go(ReviewList.Read(app));
    }

    public void Go(IReadOnlyList<ReviewItem> items)
    {
        for (var i = 0; i < items.Count; i++)
        {
            stop.ThrowIfCancellationRequested();
            view.Heading($"{i + 1} of {items.Count}: {items[i].Title}");
            if (!(items[i].Kind switch { ReviewKind.Branch => Branch(items[i].Branch!), ReviewKind.Gate => Gate(items[i].Id), _ => Question(items[i]) }))
            {
                return;
            }

            view.Line();
        }
    }

    /// <returns>False when the walk is to end.</returns>
    private bool Question(ReviewItem item)
    {
        view.Line($"{item.From} asks ({item.Id}):");
        var mail = MailReader.Read(app, app.Caller, item.Id);
        view.Raw(mail.Text);
        MailReader.Shown(app, app.Caller, mail);
        while (true)
        {
            switch (Ask("[a]nswer, [s]kip, [q]uit"))
            {
                case "a" when Line("Your answer") is { Length: > 0 } words:
                    if (Try(() => SentView.Write(MailReplier.Answer(app, app.Caller, item.Id, words), view)))
                    {
                        return true;
                    }

                    break;
                case "s":
                    return true;
                case "q" or null:
                    return false;
            }
        }
    }

    /// <inheritdoc cref="Question"/>
    private bool Gate(string id)
    {
        var gate = app.Ledger.Read(sql => GateStore.ById(sql, id))!;
        var item = app.Ledger.Read(sql => GateItem.Of(sql, gate));
        GateView.Write(item, view);
        while (true)
        {
            switch (Line($"{string.Join(", ", item.Answers.Select(one => one.Word()))}; [n]ext, [q]uit")?.ToLowerInvariant())
            {
                case "n":
                    return true;
                case "q" or null:
                    return false;
                case { Length: > 1 } word when item.Answers.Where(one => one.Word().StartsWith(word, StringComparison.Ordinal)).ToList() is [var answer]:
                    var words = GateRules.TextOf(answer) is { } what ? Line($"Say {what}") ?? "" : "";
                    if (Try(() => Decide(gate, answer, words)))
                    {
                        return true;
                    }

                    break;
            }
        }
    }

    private bool Branch(string branch)
    {
        if (Look(branch, check: false) is not { } review)
        {
            return true;
        }

        while (true)
        {
            switch (Ask("[l]and, [p]ull request, [a]pprove, [c]omment, [d]iff, [r]un the checks, [s]kip, [q]uit"))
            {
                case "l" when Try(() => Land(review, offer: false)):
                case "p" when Try(() => Land(review, offer: true)):
                case "a" when Try(() => Approve(review)):
                case "c" when Try(() => Comment(review)):
                case "s":
                    return true;
                case "d":
                    view.Raw(review.Diff);
                    break;
                case "r":
                    review = Look(branch, check: true) ?? review;
                    break;
                case "q" or null:
                    return false;
            }
        }
    }

    private void Decide(GateRecord gate, GateAnswer answer, string words)
    {
        var decided = GateDecider.Decide(app, app.Caller, gate, answer, words);
        GateView.WriteDecided(app.Ledger.Read(sql => GateItem.Of(sql, decided)), view);
    }

    private ReviewShowAnswer? Look(string branch, bool check)
    {
        ReviewShowAnswer? seen = null;
        Try(() =>
        {
            var review = BranchReview.Of(app, app.Caller, branch, check, trust: false, stop);
            seen = app.Ledger.Read(sql => ReviewShowAnswer.Of(sql, review));
            ReviewView.Write(seen, view, whole: false);
        });
        return seen;
    }

    private void Land(ReviewShowAnswer review, bool offer)
    {
        var outcome = LandingRound.Run(app, app.Caller, new LandingAsk([review.BranchName]) { Tip = review.Tip, Offer = offer }, stop).Single();
        if (outcome.Problem is { } problem)
        {
            throw problem;
        }

        MergeView.WriteOne(app.Ledger.Read(sql => MergeAnswer.Of(sql, outcome)), view);
    }

    private void Approve(ReviewShowAnswer review)
    {
        var entry = Reviewer.Approve(app, app.Caller, review.BranchName, review.Tip);
        view.Ok($"{entry.Branch} may land on {entry.Target} as {entry.Tip[..12]}");
    }

    private void Comment(ReviewShowAnswer review)
    {
        var (comments, rest) = (new List<ReviewComment>(), new List<string>());
        while (Line("path:line: text, or a word on all of it; an empty line sends") is { Length: > 0 } text)
        {
            if (ReviewComment.Parse(text) is { } comment)
            {
                comments.Add(comment);
            }
            else
            {
                rest.Add(text);
            }
        }

        var returned = Reviewer.SendBack(app, app.Caller, review.BranchName, comments, string.Join('\n', rest), stop);
        ReviewView.WriteReturned(app.Ledger.Read(sql => ReviewCommentAnswer.Of(sql, review.BranchName, returned, comments.Count)), view);
    }

    private bool Try(Action act)
    {
        try
        {
            act();
            return true;
        }
        catch (OvException refusal)
        {
            view.Line($"✗ {refusal.Message}");
            view.Hint(refusal.Hint ?? "");
            return false;
        }
    }

    /// <summary>The first letter of the answer; null at the end of the input.</summary>
    private string? Ask(string choices) => Line(choices) is { } line ? line.ToLowerInvariant() is { Length: > 0 } word ? word[..1] : "" : null;

    private string? Line(string question)
    {
        app.Environment.Error.Write($"{VisibleText.OneLine(question)}: ");
        return app.Environment.In.ReadLine()?.Trim();
    }
}
