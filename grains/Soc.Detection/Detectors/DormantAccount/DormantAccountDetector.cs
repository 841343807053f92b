using System.Globalization;
using Soc.Detection.SignIns;
using Soc.Detection.Windows;

namespace Soc.Detection.Detectors.DormantAccount;

/// <summary>The first sign-in of an account that nobody used for half a year.</summary>
public sealed class DormantAccountDetector : UserDetector<NoState>
{
    private readonly DormantAccountOptions _options = DormantAccountOptions.Default;

    public override string Id => "dormant_account";

    protected override bool Wants(SignIn s) => s.IsSignIn;

    protected override NoState? Step(NoState? state, SignIn s, SignInMemory memory, in DetectionContext context, ISignalSink sink)
    {
        var lastMs = memory.LastUseMinute * 60_000L;
        if (memory.LastUseMinute != 0 && s.TimeMs - lastMs >= _options.DormantDays * 86_400_000L)
        {
            Tell(s, memory, lastMs, context, sink);
        }

        return null;
    }

    private void Tell(SignIn s, SignInMemory memory, long lastMs, in DetectionContext context, ISignalSink sink)
    {
        var draft = new SignalDraft(Id, context)
            .For("dormant_days", $"Nobody signed in to this account for {Say.Duration(s.TimeMs - lastMs)}; the last time was {Say.Day(lastMs)}.", _options.BaseScore)
            .Circumstances(s);
        if (memory.ActiveDays < _options.LittleHistoryDays)
        {
            draft.Against("little_history", $"Only {Words.Count(memory.ActiveDays, "day")} of use are known: it may be an account that is seldom used.", 20);
        }

        if (!s.IsInteractive)
        {
            draft.Against("non_interactive", "Nobody was at the keyboard: a token or a service used the account.", 10);
        }

        if (draft.IsWorthTelling)
        {
            sink.Emit(draft.Build(
                s,
                string.Create(CultureInfo.InvariantCulture, $"{lastMs / 86_400_000}"),
                $"{draft.Who} signed in for the first time in {Say.Duration(s.TimeMs - lastMs)}",
                "See whether the person is back (leave, return to the company). If nobody needs the account, disable it."));
        }
    }
}
