using Ov.Core.Git;

namespace Ov.Core.Proving;

/// <summary>All sound receipts of the repository, by what they brought: a commit that was rewritten is recognised by that.</summary>
internal sealed class Receipts
{
    private readonly OvApp _app;
    private readonly ILookup<string, Receipt> _byPatch;

    private Receipts(OvApp app, ILookup<string, Receipt> byPatch) => (_app, _byPatch) = (app, byPatch);

    public static Receipts Of(OvApp app) => new(
        app,
        new GitNotes(app.Git).All(app.Project.CommonDir).Select(note => Receipt.Read(note.Value)).OfType<Receipt>()
            .Where(receipt => receipt.Sealed().Seal == receipt.Seal).SelectMany(receipt => receipt.Patches.Select(patch => (patch, receipt))).ToLookup(pair => pair.patch, pair => pair.receipt));

    public Receipt? Match(string commit) => _byPatch.Count == 0 ? null
        : new GitPatches(_app.Git).Ids(_app.Project.CommonDir, commit, 1) is [var patch] ? _byPatch[patch].FirstOrDefault() : null;
}
