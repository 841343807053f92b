using Soc.Detection.Windows;
using Soc.Model.Entities;
using Soc.Model.Events;
using Soc.Model.Signals;

namespace Soc.Detection.SignIns;

/// <summary>Gathers the evidence of a signal; the score is what speaks for it less what speaks against it, 1–100.</summary>
internal sealed class SignalDraft(string detector, DetectionContext context)
{
    private readonly List<Evidence> _for = [];
    private readonly List<Evidence> _against = [];

    public double Score => Math.Clamp(Raw, 1, 100);

    public Evidence[] EvidenceFor => [.. _for];

    public Evidence[] EvidenceAgainst => [.. _against];

    public string? BenignReading { get; private set; }

    /// <summary>The person as titles name him: the part of the address before the @.</summary>
    public string Who => context.Entity.Value.Split('@')[0];

    private double Raw => _for.Sum(e => e.Weight) - _against.Sum(e => e.Weight);

    public SignalDraft For(string fact, string text, double weight)
    {
        _for.Add(new Evidence(fact, text, weight));
        return this;
    }

    public SignalDraft Against(string fact, string text, double weight)
    {
        _against.Add(new Evidence(fact, text, weight));
        return this;
    }

    /// <summary>Evidence against that leaves no more than so many points; called after all other evidence.</summary>
    public SignalDraft Limit(double points, string fact, string text) => Against(fact, text, Math.Max(0, Raw - points));

    /// <summary>Limits the score and names the reading that explains all of it.</summary>
    public SignalDraft Explain(string benignReading, double points, string fact, string text)
    {
        BenignReading ??= benignReading;
        return Limit(points, fact, text);
    }

    /// <summary>What holds for every sign-in, whatever the detector.</summary>
    public SignalDraft Circumstances(SignIn s)
    {
        if (s.HasFreshMfa)
        {
            Against("mfa_satisfied", "The second factor was given in this sign-in.", 8);
        }
        else if (s.HasNoMfa)
        {
            For("no_mfa", "No second factor was given.", 10);
        }

        if (s.IsTrustedDevice)
        {
            Against("managed_device", "The device is managed or compliant.", 8);
        }

        if (s.IsRiskyToProvider)
        {
            For("provider_risk", $"The identity provider rates this sign-in as {s.Event.Auth!.ProviderRisk} risk.", 8);
        }

        switch (s.From.Egress)
        {
            case EgressClass.Tor:
                For("tor_exit", "The sign-in came through Tor.", 20);
                break;
            case EgressClass.Hosting when s.CloudService is null:
                For("hosting_egress", "The address belongs to a hosting provider, where people do not sit.", 6);
                break;
            default:
                break;
        }

        return this;
    }

    /// <summary>Halves the score of a baseline that is still learning.</summary>
    public SignalDraft StillLearning(string? learning) =>
        learning is null ? this : Against("still_learning", learning, Math.Max(0, Raw / 2));

    public Signal Build(string window, string title, EnrichedEvent completing, SignalSubject subject, string[] techniques, string advice, string? learning = null) => new()
    {
        Id = SignalId.Of(detector, context.Entity, window),
        Detector = detector,
        Entity = context.Entity,
        Score = Score,
        AtMs = completing.Event.TimeMs,
        FirstMs = completing.Event.TimeMs,
        ReceivedMs = completing.Event.ReceivedMs,
        Title = title,
        Techniques = techniques,
        EvidenceFor = EvidenceFor,
        EvidenceAgainst = EvidenceAgainst,
        EventIds = [completing.Event.Id],
        Related = Related(completing.Event),
        Subject = subject,
        Late = completing.IsLate,
        Learning = learning,
        BenignReading = BenignReading,
        Advice = advice,
    };

    /// <summary>The values of a sign-in that normality and earlier verdicts can be held against.</summary>
    public SignalSubject SubjectOf(SignIn s) => new()
    {
        User = context.Entity.Value,
        Address = s.From.Ip ?? s.Event.Src?.Ip,
        Country = s.From.Geo?.Country,
        Asn = s.From.Asn,
        Device = s.Event.Device?.Uid ?? s.Event.Device?.Hostname,
        Service = s.CloudService ?? s.Event.Auth?.Service,
        HourOfWeek = HourProfile.HourOfWeek(s.TimeMs, context.Zone),
    };

    private static EntityKey[] Related(SecurityEvent e)
    {
        var related = new List<EntityKey>(2);
        if (e.Src?.Ip is { Length: > 0 } ip)
        {
            related.Add(EntityKey.Address(e.Client, ip));
        }

        if ((e.Device?.Uid ?? e.Device?.Hostname) is { Length: > 0 } device)
        {
            related.Add(EntityKey.Device(e.Client, device));
        }

        return [.. related];
    }
}
