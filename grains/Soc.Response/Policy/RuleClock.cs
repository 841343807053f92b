using System.Globalization;
using Soc.Model.Policies;

namespace Soc.Response.Policy;

/// <summary>One moment on the client's clock, and which hours of rules it belongs to.</summary>
internal sealed class RuleClock
{
    private readonly ClientPolicy _policy;
    private readonly int _minute;
    private readonly bool _isWorkingDay;
    private readonly DateTime _local;

    public RuleClock(ClientPolicy policy, TimeZoneInfo zone, long atMs)
        : this(policy, WorkCalendar.LocalOf(zone, atMs))
    {
    }

    private RuleClock(ClientPolicy policy, DateTime local)
    {
        _policy = policy;
        _local = local;
        _minute = local.Hour * 60 + local.Minute;
        _isWorkingDay = WorkCalendar.IsWorkingDay(policy, DateOnly.FromDateTime(local));
    }

    /// <summary>A minute of a day of which only one thing is known: whether it is one of work.</summary>
    private RuleClock(ClientPolicy policy, int minute, bool isWorkingDay)
    {
        _policy = policy;
        _minute = minute;
        _isWorkingDay = isWorkingDay;
    }

    private bool IsWorkingTime => _isWorkingDay && _minute >= _policy.Hours.Start && _minute < _policy.Hours.End;

    /// <summary>"Tuesday 03:12", with "a holiday" where it is one.</summary>
    public string Words
    {
        get
        {
            var holiday = WorkCalendar.IsHoliday(_policy, DateOnly.FromDateTime(_local)) ? ", a holiday" : "";
            return _local.ToString("dddd HH:mm", CultureInfo.InvariantCulture) + holiday;
        }
    }

    /// <summary>Every moment that rules of this policy can tell apart.</summary>
    public static IEnumerable<RuleClock> All(ClientPolicy policy, IEnumerable<RuleHours> hours)
    {
        var minutes = hours
            .Where(h => h.When == RuleHours.Night)
            .SelectMany(h => new[] { FromOf(policy, h), ToOf(policy, h) })
            .Concat([0, policy.Hours.Start, policy.Hours.End % 1440])
            .Distinct()
            .Order()
            .ToArray();
        if (policy.Hours.Days.Length > 0)
        {
            foreach (var minute in minutes)
            {
                yield return new RuleClock(policy, minute, isWorkingDay: true);
            }
        }

        // Holidays come in any policy sooner or later: nobody must declare them for a rule to be judged on one.
        yield return new RuleClock(policy, 0, isWorkingDay: false);
    }

    /// <summary>First minute of a rule's night.</summary>
    public static int FromOf(ClientPolicy policy, RuleHours hours) => hours.From ?? policy.Hours.End % 1440;

    /// <summary>The minute at which a rule's night is over.</summary>
    public static int ToOf(ClientPolicy policy, RuleHours hours) => hours.To ?? policy.Hours.Start;

    public bool Is(RuleHours hours) => hours.When switch
    {
        RuleHours.AnyTime => true,
        RuleHours.Working => IsWorkingTime,
        RuleHours.Outside => !IsWorkingTime,
        RuleHours.Night => !_isWorkingDay || IsBetween(FromOf(_policy, hours), ToOf(_policy, hours)),
        _ => false,
    };

    private bool IsBetween(int from, int to) => from < to ? _minute >= from && _minute < to : _minute >= from || _minute < to;
}
