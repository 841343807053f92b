using System.Globalization;
using Soc.Detection.SignIns;
using Soc.Detection.Windows;
using Soc.Model.Entities;

namespace Soc.Detection.Detectors.DormantAccount;

/// <summary>The first sign-in of an account that nobody used for half a year.</summary>
public sealed class DormantAccountDetector : Detector<DormantAccountState>
{
    private readonly DormantAccountOptions _options = DormantAccountOptions.Default;

    public override string Id => "dormant_account";

    public override EntityKind EntityKind => EntityKind.User;

    public override bool Wants(EnrichedEvent e) => SignIn.TryRead(e, out _);

    protected override void Step(DormantAccountState state, EnrichedEvent e, in DetectionContext context, ISignalSink sink)
    {
        var s = new SignIn(e);
        if (state.LastMs == 0)
        {
            (state.FirstMs, state.LastMs, state.ActiveDays) = (s.TimeMs, s.TimeMs, 1);
            return;
        }

        if (s.TimeMs - state.LastMs >= _options.DormantDays * 86_400_000L)
        {
            Tell(s, state, context, sink);
        }

        if (SeenTable.DayOf(s.TimeMs) > SeenTable.DayOf(state.LastMs) && state.ActiveDays < ushort.MaxValue)
        {
            state.ActiveDays++;
        }

        state.FirstMs = Math.Min(state.FirstMs, s.TimeMs);
        state.LastMs = Math.Max(state.LastMs, s.TimeMs);
    }

    protected override IEnumerable<string> Describe(DormantAccountState state, in DetectionContext context) =>
        [$"Last sign-in on {Say.Day(state.LastMs)}; active on {Say.Number(state.ActiveDays)} days since {Say.Day(state.FirstMs)}."];

    private void Tell(SignIn s, DormantAccountState state, in DetectionContext context, ISignalSink sink)
    {
        var draft = new SignalDraft(Id, context)
            .For("dormant_days", $"Nobody signed in to this account for {Say.Duration(s.TimeMs - state.LastMs)}; the last time was {Say.Day(state.LastMs)}.", _options.BaseScore)
            .Circumstances(s);
        if (state.ActiveDays < _options.LittleHistoryDays)
        {
            draft.Against("little_history", $"Only {Say.Number(state.ActiveDays)} days of use are known: it may be an account that is seldom used.", 20);
        }

        if (!s.IsInteractive)
        {
            draft.Against("non_interactive", "Nobody was at the keyboard: a token or a service used the account.", 10);
        }

        sink.Emit(draft.Build(
            string.Create(CultureInfo.InvariantCulture, $"{state.LastMs / 86_400_000}"),
            $"{draft.Who} signed in for the first time in {Say.Duration(s.TimeMs - state.LastMs)}",
            s.Source,
            draft.SubjectOf(s),
            ["T1078"],
            "See whether the person is back (leave, return to the company). If nobody needs the account, disable it."));
    }
}
