using Soc.Model.Policies;

namespace Soc.Gateway.Endpoints.Rules;

/// <summary>One rule of engagement. Of the rules that fit, "forbid" wins, else the one with fewer asset classes, a narrower band, narrower hours.</summary>
public sealed record RuleDto
{
    /// <summary>Names the rule in the audit: a–z, 0–9, '-', '_'; "rule-1" and so on when left out.</summary>
    public string? Id { get; init; }

    public string? Name { get; init; }

    /// <summary>"reset_connection", "block_address", "block_domain", "revoke_sessions", "disable_user", "mark_compromised", "isolate_device", "firewall_policy"; left out in a rule that only tells, and in one that forbids everything.</summary>
    public string? Action { get; init; }

    /// <summary>"none", "digest", "notify", "ask", "act_then_tell", "act_and_wake" or "forbid".</summary>
    public string? Mode { get; init; }

    /// <summary>From this score, 0–100; needed where something may be done, else 0.</summary>
    public double? MinScore { get; init; }

    /// <summary>Under this score; default 100, which takes 100 in.</summary>
    public double? MaxScore { get; init; }

    /// <summary>"workstation", "server", "network_device", "user", "privileged_user", "service_account", "address"; everything when left out.</summary>
    public string[]? AssetClasses { get; init; }

    /// <summary>Any hour when left out.</summary>
    public RuleHoursDto? Hours { get; init; }

    /// <summary>How long it lasts when it is done, minutes.</summary>
    public int? MaxMinutes { get; init; }

    /// <summary>Only noted what it would have done; default false.</summary>
    public bool? Shadow { get; init; }

    internal static RuleDto Of(RuleOfEngagement rule) => new()
    {
        Id = rule.Id,
        Name = rule.Name,
        Action = rule.Action,
        Mode = rule.Mode,
        MinScore = rule.MinScore,
        MaxScore = rule.MaxScore,
        AssetClasses = rule.AssetClasses,
        Hours = RuleHoursDto.Of(rule.Hours),
        MaxMinutes = rule.MaxMinutes,
        Shadow = rule.Shadow,
    };

    internal RuleOfEngagement ToRule(string field, Dictionary<string, string[]> problems)
    {
        if (MinScore is null && EngagementModes.TryParse(Mode, out var mode) && EngagementModes.MayAct(mode))
        {
            problems[$"{field}.minScore"] = ["A rule by which something may be done says from which score: 0 to 100."];
        }

        return new RuleOfEngagement(Action, Mode!, MinScore ?? 0, MaxMinutes ?? 0)
        {
            Id = Id ?? "",
            Name = string.IsNullOrWhiteSpace(Name) ? null : Name.Trim(),
            MaxScore = MaxScore ?? 100,
            AssetClasses = AssetClasses ?? [],
            Hours = Hours?.ToHours($"{field}.hours", problems) ?? RuleHours.Any,
            Shadow = Shadow ?? false,
        };
    }
}
