using System.Globalization;
using Soc.Detection.SignIns;
using Soc.Detection.Windows;
using Soc.Model.Entities;
using Soc.Model.Policies;

namespace Soc.Detection.Detectors.UnusualHours;

/// <summary>A sign-in at an hour of the week at which this user does not work, in the client's time zone.</summary>
public sealed class UnusualHoursDetector : Detector<UnusualHoursState>
{
    private static readonly string[] DayNames = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

    private readonly UnusualHoursOptions _options = UnusualHoursOptions.Default;

    public override string Id => "unusual_hours";

    public override EntityKind EntityKind => EntityKind.User;

    public override bool Wants(EnrichedEvent e) => SignIn.TryRead(e, out var s) && s.IsInteractive && s.CloudService is null;

    protected override void Step(UnusualHoursState state, EnrichedEvent e, in DetectionContext context, ISignalSink sink)
    {
        var s = new SignIn(e);
        if (state.Clock.IsQuietBefore(s.TimeMs))
        {
            state.Profile = new HourProfile();
        }

        var hour = HourProfile.HourOfWeek(s.TimeMs, context.Zone);
        var absoluteHour = (int)Math.Clamp(s.TimeMs / 3_600_000, 0, int.MaxValue);
        var learning = state.Clock.StillLearning(s.TimeMs, context.Policy.LearningDays);
        var day = (ushort)Math.Clamp((LocalTime.At(s.TimeMs, context.Zone).DateTime - DateTime.UnixEpoch).Days, 0, ushort.MaxValue);
        var around = state.Profile.CountAround(hour);
        if (learning is null && around < _options.UsualCount && state.Profile.Total >= _options.MinHours && day != state.ReportedDay)
        {
            state.ReportedDay = day;
            Tell(s, state, hour, around, day, context, sink);
        }

        state.Clock = state.Clock.Observe(s.TimeMs);
        if (absoluteHour != state.LastHour)
        {
            state.LastHour = absoluteHour;
            state.Profile.Add(hour);
        }
    }

    protected override IEnumerable<string> Describe(UnusualHoursState state, in DetectionContext context)
    {
        var sentences = new List<string>();
        if (!state.Clock.IsEmpty && state.Clock.StillLearning(state.Clock.LastMs, context.Policy.LearningDays) is { } learning)
        {
            sentences.Add(learning);
        }

        if (UsualHours(state.Profile) is { } hours)
        {
            sentences.Add($"Usually signs in {hours} ({context.Zone.Id}).");
        }

        return sentences;
    }

    private static string? UsualHours(HourProfile profile)
    {
        var first = -1;
        var last = -1;
        for (var h = 0; h < 24; h++)
        {
            var sum = 0;
            for (var day = 0; day < 7; day++)
            {
                sum += profile.Count(day * 24 + h);
            }

            if (sum >= 2)
            {
                first = first < 0 ? h : first;
                last = h;
            }
        }

        return first < 0 ? null : string.Create(CultureInfo.InvariantCulture, $"between {first:00}:00 and {(last + 1) % 24:00}:00");
    }

    private static bool IsWorkingTime(DateTimeOffset local, ClientPolicy policy) =>
        Array.IndexOf(policy.Hours.Days, (int)local.DayOfWeek) >= 0
        && (int)local.TimeOfDay.TotalMinutes >= policy.Hours.Start
        && (int)local.TimeOfDay.TotalMinutes < policy.Hours.End
        && Array.IndexOf(policy.Holidays, local.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)) < 0;

    private void Tell(SignIn s, UnusualHoursState state, int hour, int around, ushort day, in DetectionContext context, ISignalSink sink)
    {
        var local = LocalTime.At(s.TimeMs, context.Zone);
        var when = string.Create(CultureInfo.InvariantCulture, $"{DayNames[hour / 24]} {local:HH:mm}");
        var draft = new SignalDraft(Id, context).For(
            "unusual_hour",
            around == 0 ? $"The user was never active around {when} (client's time)." : $"The user was active around {when} only once before.",
            around == 0 ? _options.BaseScore : _options.BaseScore - 8);
        draft.Circumstances(s);
        if (IsWorkingTime(local, context.Policy))
        {
            draft.Against("within_working_hours", "It is within the client's working hours.", 15);
        }
        else
        {
            draft.For("outside_working_hours", "It is outside the client's working hours.", 8);
        }

        if (state.Profile.CountAnyDay(hour) >= _options.UsualAnyDayCount)
        {
            draft.Against("usual_on_other_days", "The user is active at this hour on other days of the week.", 15);
        }

        sink.Emit(draft.Build(
            string.Create(CultureInfo.InvariantCulture, $"{day}"),
            $"{draft.Who} signed in on {when}, an hour at which this user does not work",
            s.Source,
            draft.SubjectOf(s),
            ["T1078"],
            "Weak by itself: look at what else happened to this user in the same hours."));
    }
}
