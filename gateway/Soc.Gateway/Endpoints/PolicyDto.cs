using System.Globalization;
using Soc.Gateway.Endpoints.Rules;
using Soc.Model.Policies;
using Soc.Response.Policy;

namespace Soc.Gateway.Endpoints;

/// <summary>A client's policy. Every member may be left out: the stated default is used.</summary>
public sealed record PolicyDto
{
    /// <summary>The client's id; in a request the path says it.</summary>
    public string? Client { get; init; }

    public string? DisplayName { get; init; }

    /// <summary>IANA name; default UTC.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Default Monday to Friday, 08:00–18:00.</summary>
    public HoursDto? Hours { get; init; }

    /// <summary>yyyy-MM-dd.</summary>
    public string[]? Holidays { get; init; }

    /// <summary>Scores 0–100; default digest 40, notify 70, wake 90.</summary>
    public ThresholdsDto? Thresholds { get; init; }

    public bool? WakeAllowed { get; init; }

    public KnownEgress[]? KnownEgress { get; init; }

    public string[]? SanctionedClouds { get; init; }

    /// <summary>Never touched by a containment: kind and name, such as "address:10.0.0.1".</summary>
    public string[]? ProtectedAssets { get; init; }

    /// <summary>Entity ("user:cfo@example.com") → odds multiplier.</summary>
    public Dictionary<string, double>? Criticality { get; init; }

    /// <summary>A duration in whole minutes, up to a week: "PT15M", "15m" or "00:15:00"; default PT15M.</summary>
    public string? LateAfter { get; init; }

    /// <summary>Days; default 14.</summary>
    public int? LearningDays { get; init; }

    public IdentityRules? Identity { get; init; }

    /// <summary>See /clients/{client}/rules, which says them back in words.</summary>
    public RuleDto[]? RulesOfEngagement { get; init; }

    public EngagementDto? Engagement { get; init; }

    /// <summary>Grows with every change; in a request it is passed over: If-Match is what guards a change.</summary>
    public long? Version { get; init; }

    public static PolicyDto Of(ClientPolicy p) => new()
    {
        Client = p.Client,
        DisplayName = p.DisplayName ?? p.Client,
        TimeZone = p.TimeZone,
        Hours = new HoursDto(Clock(p.Hours.Start), Clock(p.Hours.End), [.. p.Hours.Days.Select(d => ((DayOfWeek)d).ToString().ToLowerInvariant())]),
        Holidays = p.Holidays,
        Thresholds = new ThresholdsDto(p.Thresholds.Digest, p.Thresholds.Notify, p.Thresholds.Wake),
        WakeAllowed = p.WakeAllowed,
        KnownEgress = p.KnownEgress,
        SanctionedClouds = p.SanctionedClouds,
        ProtectedAssets = p.ProtectedAssets,
        Criticality = new Dictionary<string, double>(p.Criticality, StringComparer.OrdinalIgnoreCase),
        LateAfter = Durations.Write(TimeSpan.FromMinutes(p.LateAfterMinutes)),
        LearningDays = p.LearningDays,
        Identity = p.Identity,
        RulesOfEngagement = [.. RuleIds.Fill(p.RulesOfEngagement).Select(RuleDto.Of)],
        Engagement = EngagementDto.Of(p.Engagement),
        Version = p.Version,
    };

    /// <summary>The policy that this asks for; what cannot be read is named in <paramref name="problems"/>.</summary>
    public ClientPolicy ToPolicy(string client, Dictionary<string, string[]> problems)
    {
        var policy = ClientPolicy.DefaultFor(client);
        return policy with
        {
            DisplayName = string.IsNullOrWhiteSpace(DisplayName) ? null : DisplayName.Trim(),
            TimeZone = TimeZone ?? policy.TimeZone,
            Hours = Hours is null ? policy.Hours : ReadHours(Hours, policy.Hours, problems),
            Holidays = Holidays ?? [],
            Thresholds = Thresholds?.Over(policy.Thresholds) ?? policy.Thresholds,
            WakeAllowed = WakeAllowed ?? policy.WakeAllowed,
            KnownEgress = KnownEgress ?? [],
            SanctionedClouds = SanctionedClouds ?? [],
            ProtectedAssets = ProtectedAssets ?? [],
            Criticality = ReadCriticality(problems),
            LateAfterMinutes = ReadLateAfter(policy.LateAfterMinutes, problems),
            LearningDays = LearningDays ?? policy.LearningDays,
            Identity = Identity ?? policy.Identity,
            RulesOfEngagement = RuleReading.Read(RulesOfEngagement, "rulesOfEngagement", problems),
            Engagement = Engagement?.ToEngagement(problems) ?? policy.Engagement,
        };
    }

    private Dictionary<string, double> ReadCriticality(Dictionary<string, string[]> problems)
    {
        var read = new Dictionary<string, double>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, multiplier) in Criticality ?? [])
        {
            if (!read.TryAdd(key, multiplier))
            {
                problems[$"criticality['{key}']"] = ["The name is there twice, in capitals and small letters: names are the same in either; keep one."];
            }
        }

        return read;
    }

    private int ReadLateAfter(int otherwise, Dictionary<string, string[]> problems)
    {
        if (LateAfter is null)
        {
            return otherwise;
        }

        if (Durations.TryRead(LateAfter, out var duration) && duration.Ticks % TimeSpan.TicksPerMinute == 0)
        {
            return (int)Math.Clamp(duration.TotalMinutes, int.MinValue, int.MaxValue);
        }

        problems["lateAfter"] = [$"'{LateAfter}' is no duration of whole minutes: write it as \"PT15M\", \"15m\" or \"00:15:00\"."];
        return otherwise;
    }

    private static string Clock(int minute) => string.Create(CultureInfo.InvariantCulture, $"{minute / 60:00}:{minute % 60:00}");

    private static WorkingHours ReadHours(HoursDto hours, WorkingHours fallback, Dictionary<string, string[]> problems)
    {
        var days = new List<int>();
        foreach (var day in hours.Days ?? [])
        {
            if (Enum.TryParse<DayOfWeek>(day, ignoreCase: true, out var parsed) && Enum.IsDefined(parsed))
            {
                days.Add((int)parsed);
            }
            else
            {
                problems["hours.days"] = [$"'{day}' is no day: use monday … sunday."];
            }
        }

        return new WorkingHours(
            Minute(hours.Start, fallback.Start, "hours.start"),
            Minute(hours.End, fallback.End, "hours.end"),
            hours.Days is null ? fallback.Days : [.. days]);

        int Minute(string? text, int otherwise, string field)
        {
            if (text is null)
            {
                return otherwise;
            }

            if (string.Equals(text, "24:00", StringComparison.Ordinal))
            {
                return 1440;
            }

            if (TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            {
                return (time.Hour * 60) + time.Minute;
            }

            problems[field] = [$"'{text}' is no time of day: use HH:mm."];
            return otherwise;
        }
    }
}
