using Soc.Model.Entities;
using Soc.Model.Events;
using Soc.Model.Signals;

namespace Soc.Detection.Credentials;

/// <summary>Gathers evidence; the score is what speaks for less what speaks against, so that every point has its sentence.</summary>
internal sealed class SignalDraft(string detector, string[] techniques)
{
    private const int MaxRelated = 32;

    private readonly List<Evidence> _for = [];
    private readonly List<Evidence> _against = [];
    private readonly List<EventId> _events = [];
    private readonly List<EntityKey> _related = [];

    /// <summary>0–100.</summary>
    public double Score => Math.Round(Math.Clamp(_for.Sum(e => e.Weight) - _against.Sum(e => e.Weight), 0, 100), 1);

    public void For(string fact, string text, double weight) => _for.Add(new Evidence(fact, text, Math.Round(weight, 1)));

    public void Against(string fact, string text, double weight) => _against.Add(new Evidence(fact, text, Math.Round(weight, 1)));

    /// <summary>Names an event; the completing one is named by itself, and room is kept for it.</summary>
    public void Rests(EventId id)
    {
        if (_events.Count < Signal.MaxEventIds - 1 && !_events.Contains(id))
        {
            _events.Add(id);
        }
    }

    public void Relates(EntityKey key)
    {
        if (_related.Count < MaxRelated && !_related.Contains(key))
        {
            _related.Add(key);
        }
    }

    public void RelatesAddress(string client, string? ip)
    {
        if (!string.IsNullOrEmpty(ip))
        {
            Relates(EntityKey.Address(client, ip));
        }
    }

    public void RelatesUser(string client, string? user)
    {
        if (!string.IsNullOrEmpty(user))
        {
            Relates(EntityKey.User(client, user));
        }
    }

    /// <param name="window">What makes this finding one, see <see cref="SignalId"/>.</param>
    /// <param name="firstMs">Event time of the first event that it rests on.</param>
    public Signal Build(in DetectionContext context, EnrichedEvent completing, string window, long firstMs, string title, string advice, SignalSubject subject, string? benign = null)
    {
        if (!_events.Contains(completing.Event.Id))
        {
            _events.Add(completing.Event.Id);
        }

        _related.Remove(context.Entity);
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
            BenignReading = benign,
            Advice = advice,
        };
    }
}
