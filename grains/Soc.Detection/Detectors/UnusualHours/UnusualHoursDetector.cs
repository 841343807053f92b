using System.Globalization;
using Soc.Detection.SignIns;
using Soc.Detection.Windows;
using Soc.Model.Policies;

namespace Soc.Detection.Detectors.UnusualHours;

/// <summary>
/// A sign-in at an hour of the week at which this user does not work, in the client's time zone. A stretch (the same hour of the day,
/// night after night, or one night through) is one finding: the hour was seen, nobody called it bad, and it is part of the profile then.
/// </summary>
public sealed class UnusualHoursDetector : UserDetector<UnusualHoursState>
{
    private static readonly string[] DayNames = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

    private readonly UnusualHoursOptions _options = UnusualHoursOptions.Default;

    public override string Id => "unusual_hours";

    protected override bool Wants(SignIn s) => s.IsPersonal;

    protected override UnusualHoursState? Step(UnusualHoursState? state, SignIn s, SignInMemory memory, in DetectionContext context, ISignalSink sink)
    {
        if (memory.Clock.IsLearning(s.TimeMs, Math.Max(context.Policy.LearningDays, _options.LeastLearningDays)))
        {
            return state;
        }

        var hour = s.HourOfWeek(context.Zone);
        var around = memory.Hours.CountAround(hour);
        if (around >= _options.UsualCount || memory.Hours.Total < _options.MinHours || IsTooThin(memory.Hours, hour))
        {
            return state;
        }

        if ((state is not null && IsToldAlready(state, s.TimeMs, hour % 24)) || !Tell(s, memory, hour, around, context, sink))
        {
            return state;
        }

        state ??= new UnusualHoursState();
        Remember(state, new ToldStretch(s.TimeMs, s.TimeMs, (byte)(hour % 24)));
        return state;
    }

    protected override IEnumerable<string> Describe(UnusualHoursState state, in DetectionContext context)
    {
        var zone = context.Zone;
        return state.Told.Select(t => $"Signed in at an unusual hour on {Say.Day(t.FirstMs)}, {Say.Clock(t.FirstMs, zone)}; the same until {Say.Day(t.LastMs)} counts as one.");
    }

    /// <summary>The user works on this day of the week, and at this hour of other days: there is too little to say that both together are odd.</summary>
    private bool IsTooThin(HourProfile hours, int hour)
    {
        var anyDay = hours.CountAnyDay(hour);
        return anyDay >= _options.UsualAnyDayCount && anyDay < _options.TellingAnyDayCount && hours.CountOnDayOf(hour) > 0;
    }

    private bool IsToldAlready(UnusualHoursState state, long timeMs, int hour)
    {
        for (var i = 0; i < state.Told.Length; i++)
        {
            var told = state.Told[i];
            var isSameHour = (hour - told.Hour + 24) % 24 is 0 or 1 or 23 && IsNear(told, timeMs, _options.StretchDays * 86_400_000L);
            if (isSameHour || IsNear(told, timeMs, (long)_options.SameNight.TotalMilliseconds))
            {
                state.Told[i] = told with { FirstMs = Math.Min(told.FirstMs, timeMs), LastMs = Math.Max(told.LastMs, timeMs) };
                return true;
            }
        }

        return false;
    }

    private static void Remember(UnusualHoursState state, ToldStretch added)
    {
        if (state.Told.Length < UnusualHoursState.MaxStretches)
        {
            state.Told = [.. state.Told, added];
            return;
        }

        var oldest = 0;
        for (var i = 1; i < state.Told.Length; i++)
        {
            oldest = state.Told[i].LastMs < state.Told[oldest].LastMs ? i : oldest;
        }

        state.Told[oldest] = added;
    }

    private static bool IsNear(in ToldStretch told, long timeMs, long withinMs) => timeMs - told.LastMs <= withinMs && told.FirstMs - timeMs <= withinMs;

    private static bool IsWorkingTime(DateTimeOffset local, ClientPolicy policy) =>
        Array.IndexOf(policy.Hours.Days, (int)local.DayOfWeek) >= 0
        && (int)local.TimeOfDay.TotalMinutes >= policy.Hours.Start
        && (int)local.TimeOfDay.TotalMinutes < policy.Hours.End
        && Array.IndexOf(policy.Holidays, local.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)) < 0;

    private bool Tell(SignIn s, SignInMemory memory, int hour, int around, in DetectionContext context, ISignalSink sink)
    {
        var local = LocalTime.At(s.TimeMs, context.Zone);
        var when = string.Create(CultureInfo.InvariantCulture, $"{DayNames[hour / 24]} {local:HH:mm}");
        var draft = new SignalDraft(Id, context).For(
            "unusual_hour",
            around == 0 ? $"The user was never active around {when} (client's time)." : $"The user was active around {when} only once before.",
            around == 0 ? _options.BaseScore : _options.BaseScore - 8);
        draft.Circumstances(s);
        var anyDay = memory.Hours.CountAnyDay(hour);
        if (IsWorkingTime(local, context.Policy))
        {
            draft.Against("within_working_hours", "It is within the client's working hours.", 15);
            if (anyDay > 0 && anyDay < _options.UsualAnyDayCount)
            {
                draft.Against("seen_on_other_days", "The user was active at this hour on another day of the week.", 15);
            }
        }
        else
        {
            draft.For("outside_working_hours", "It is outside the client's working hours.", 8);
        }

        if (anyDay >= _options.UsualAnyDayCount)
        {
            draft.Against("usual_on_other_days", "The user is active at this hour on other days of the week.", 15);
        }

        if (!draft.IsWorthTelling)
        {
            return false;
        }

        sink.Emit(draft.Build(
            s,
            string.Create(CultureInfo.InvariantCulture, $"{s.TimeMs / 3_600_000}"),
            $"{draft.Who} signed in on {when}, an hour at which this user does not work",
            "Weak by itself: look at what else happened to this user in the same hours."));
        return true;
    }
}
