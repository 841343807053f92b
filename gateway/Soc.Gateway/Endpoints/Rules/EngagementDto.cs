using Soc.Model.Policies;

namespace Soc.Gateway.Endpoints.Rules;

/// <summary>All of the rules of engagement that is not one rule; what is left out gets its default.</summary>
public sealed record EngagementDto
{
    /// <summary>Told or asked one after the other, until somebody acknowledges; default nobody.</summary>
    public ContactDto[]? Contacts { get; init; }

    /// <summary>"nothing", "act" (what was asked about is done) or "wake_on_call" (the service's own); default "nothing".</summary>
    public string? WhenNobodyAnswers { get; init; }

    /// <summary>Time of day in the client's zone; default "09:00".</summary>
    public string? DigestAt { get; init; }

    public LimitsDto? Limits { get; init; }

    /// <summary>The first pattern that fits decides; what none names is a workstation, a user or an address.</summary>
    public AssetClassPattern[]? AssetClasses { get; init; }

    internal static EngagementDto Of(Engagement engagement) => new()
    {
        Contacts = [.. engagement.Contacts.Select(ContactDto.Of)],
        WhenNobodyAnswers = engagement.WhenNobodyAnswers,
        DigestAt = ClockText.Write(engagement.DigestAtMinute),
        Limits = LimitsDto.Of(engagement.Limits),
        AssetClasses = engagement.AssetClasses,
    };

    internal Engagement ToEngagement(Dictionary<string, string[]> problems)
    {
        var defaults = Engagement.Default;
        return new Engagement
        {
            Contacts = [.. (Contacts ?? []).Select(c => c?.ToStep()!)],
            WhenNobodyAnswers = WhenNobodyAnswers ?? defaults.WhenNobodyAnswers,
            DigestAtMinute = ClockText.Read(DigestAt, "engagement.digestAt", problems) ?? defaults.DigestAtMinute,
            Limits = Limits?.Over(defaults.Limits) ?? defaults.Limits,
            AssetClasses = AssetClasses ?? [],
        };
    }
}
