using Soc.Model.Entities;
using Soc.Model.Events;
using Soc.Model.Signals;

namespace Soc.Detection.SignIns;

/// <summary>
/// Gathers the evidence of a signal; the score is what speaks for it less what speaks against it, so that every point has its sentence.
/// Made only when a finding is near certain: an uneventful sign-in makes none.
/// </summary>
internal sealed partial class SignalDraft(string detector, DetectionContext context)
{
    /// <summary>Findings under this say nothing, and are not told for the first time; one that was told may sink below it.</summary>
    public const double LeastTold = 5;

    /// <summary>While a baseline learns, "new" mostly means new to us: only a finding that something else speaks for as well is told.</summary>
    public const double LeastWhileLearning = 16;

    private const int MaxRelated = 32;

    private readonly List<Evidence> _for = [];
    private readonly List<Evidence> _against = [];
    private readonly List<EventId> _events = [];
    private readonly List<EntityKey> _related = [];
    private readonly List<string> _shared = [];

    /// <summary>0–100.</summary>
    public double Score => Math.Round(Math.Clamp(Raw, 0, 100), 1);

    /// <summary>It is worth telling by itself.</summary>
    public bool IsWorthTelling => Score >= LeastTold;

    public string? BenignReading { get; private set; }

    /// <summary>The person as titles name him: the part of the address before the @.</summary>
    public string Who => context.Entity.Value.Split('@')[0];

    private double Raw
    {
        get
        {
            double raw = 0;
            foreach (var e in _for)
            {
                raw += e.Weight;
            }

            foreach (var e in _against)
            {
                raw -= e.Weight;
            }

            return raw;
        }
    }

    public SignalDraft For(string fact, string text, double weight)
    {
        _for.Add(new Evidence(fact, text, Math.Round(weight, 1)));
        return this;
    }

    public SignalDraft Against(string fact, string text, double weight)
    {
        _against.Add(new Evidence(fact, text, Math.Round(weight, 1)));
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

    /// <summary>Halves the score of a baseline that is still learning.</summary>
    public SignalDraft StillLearning(string? learning) =>
        learning is null ? this : Against("still_learning", learning, Math.Max(0, Raw / 2));

    /// <summary>Names an event; the completing one is named by itself, and room is kept for it.</summary>
    public SignalDraft Rests(EventId id)
    {
        if (_events.Count < Signal.MaxEventIds - 1 && !_events.Contains(id))
        {
            _events.Add(id);
        }

        return this;
    }

    public SignalDraft Relates(EntityKey key)
    {
        if (_related.Count < MaxRelated && key != context.Entity && !_related.Contains(key))
        {
            _related.Add(key);
        }

        return this;
    }

    /// <param name="egress">Kind of its network when the event came: whether the address ties findings together hangs on it.</param>
    public SignalDraft RelatesAddress(string? ip, EgressClass egress)
    {
        if (string.IsNullOrEmpty(ip))
        {
            return this;
        }

        NoteShared(ip, egress);
        return Relates(EntityKey.Address(context.Entity.Client, ip));
    }

    public SignalDraft RelatesUser(string? user) => string.IsNullOrEmpty(user) ? this : Relates(EntityKey.User(context.Entity.Client, user));

    public SignalDraft RelatesDevice(DeviceSection? device) =>
        (device?.Uid ?? device?.Hostname) is { Length: > 0 } name ? Relates(EntityKey.Device(context.Entity.Client, name)) : this;

    /// <param name="completing">The event that completed it.</param>
    /// <param name="window">What makes this finding one, see <see cref="SignalId"/>.</param>
    /// <param name="firstMs">Event time of the first event that it rests on.</param>
    public Signal Build(
        EnrichedEvent completing,
        string window,
        long firstMs,
        string title,
        string[] techniques,
        string advice,
        SignalSubject subject,
        string? benign = null,
        string? learning = null)
    {
        if (!_events.Contains(completing.Event.Id))
        {
            _events.Add(completing.Event.Id);
        }

        NoteShared(completing.Src.Ip, completing.Src.Egress);
        NoteOutside(completing.Src);
        return new Signal
        {
            Id = SignalId.Of(detector, context.Entity, window),
            Detector = detector,
            Entity = context.Entity,
            Score = Score,
            AtMs = completing.Event.TimeMs,
            FirstMs = Math.Min(firstMs, completing.Event.TimeMs),
            ReceivedMs = completing.Event.ReceivedMs,
            Title = title,
            Techniques = techniques,
            EvidenceFor = [.. _for.OrderByDescending(e => e.Weight)],
            EvidenceAgainst = [.. _against.OrderByDescending(e => e.Weight)],
            EventIds = [.. _events],
            Related = [.. _related],
            Subject = subject,
            Late = completing.IsLate,
            Learning = learning,
            BenignReading = benign ?? BenignReading,
            Advice = advice,
            SharedAddresses = [.. _shared],
            SeenAt = SeenAt(completing),
            OutsideAddresses = [.. _outside],
        };
    }

    /// <summary>The signal of one sign-in.</summary>
    public Signal Build(SignIn s, string window, string title, string advice, string? learning = null)
    {
        RelatesAddress(s.From.Ip ?? s.Event.Src?.Ip, s.From.Egress).RelatesDevice(s.Event.Device);
        return Build(s.Source, window, s.TimeMs, title, ["T1078"], advice, SubjectOf(s), learning: learning);
    }

    /// <summary>The values of a sign-in that normality and earlier verdicts can be held against.</summary>
    public SignalSubject SubjectOf(SignIn s) => new()
    {
        User = context.Entity.Value,
        Address = s.From.Ip ?? s.Event.Src?.Ip,
        Country = s.From.Geo?.Country,
        Asn = s.From.Asn,
        Device = s.Event.Device?.Uid ?? s.Event.Device?.Hostname,
        Service = s.CloudService ?? s.Event.Auth?.Service,
        HourOfWeek = s.HourOfWeek(context.Zone),
    };

    private void NoteShared(string? ip, EgressClass egress)
    {
        if (egress.IsShared())
        {
            AddShared(ip);
        }
    }

    private void AddShared(string? ip)
    {
        if (ip is not null && _shared.Count < Signal.MaxSharedAddresses && !_shared.Contains(ip, StringComparer.OrdinalIgnoreCase))
        {
            _shared.Add(ip);
        }
    }
}
