using System.Globalization;
using System.Net;
using Soc.Model.Entities;
using Soc.Model.Events;
using Soc.Model.Incidents;
using Soc.Model.Policies;
using Soc.Model.Response;
using Soc.Model.Signals;
using Soc.Response.GuardRails;

namespace Soc.Response.Policy;

/// <summary>What of an incident matters to rules: which entities were met together, what is new, and what speaks against acting.</summary>
internal sealed class IncidentFacts
{
    private const long MinuteMs = 60_000;

    // The client's own addresses and its protected assets are asked about before.
    private static readonly GuardRules Never = new();

    private readonly ClientPolicy _policy;
    private readonly Incident _incident;
    private readonly long _nowMs;
    private readonly Dictionary<EntityKey, List<Signal>> _signals = [];
    private readonly ProtectedAssets _protected;
    private readonly bool _anyLate;
    private readonly double _onTimeScore;
    private readonly long _newestMs;

    public IncidentFacts(ClientPolicy policy, ProtectedAssets protectedAssets, Incident incident, long nowMs)
    {
        (_policy, _protected, _incident, _nowMs) = (policy, protectedAssets, incident, nowMs);
        foreach (var signal in incident.Signals)
        {
            _anyLate |= signal.Late;
            Note(signal.Entity, signal);
            foreach (var related in signal.Related)
            {
                Note(related, signal);
            }
        }

        var score = Sane(incident.Score);
        // Of findings that came late nothing is begun: where some did, only what the others reach by themselves counts.
        _onTimeScore = _anyLate ? Math.Min(score, incident.Signals.Where(s => !s.Late).Select(s => Sane(s.Score)).DefaultIfEmpty(0).Max()) : score;
        _newestMs = incident.Signals.Where(s => !s.Late).Select(s => s.AtMs).DefaultIfEmpty(incident.LastSeenMs).Max();
        OfIncident = BrakeOfIncident();
    }

    /// <summary>What holds back everything that is about this incident; null when nothing does.</summary>
    public Brake? OfIncident { get; }

    /// <summary>The score that rules are held against.</summary>
    public double ScoreFor(EntityKey entity) => OfIncident is not null || IsAllLate(entity) ? Sane(_incident.Score) : _onTimeScore;

    /// <summary>The entities that a finding names together with this one; all others of the incident when no finding names it any more.</summary>
    public IEnumerable<EntityKey> CompanionsOf(EntityKey entity) =>
        _signals.TryGetValue(entity, out var named)
            ? named.SelectMany(s => s.Related.Append(s.Entity)).Where(e => e != entity).Distinct()
            : _incident.Entities.Where(e => e != entity);

    /// <summary>What holds back actions against this entity; null when nothing does.</summary>
    public Brake? Of(EntityKey entity)
    {
        if (OfIncident is { } all)
        {
            return all;
        }

        if (IsAllLate(entity))
        {
            return new Brake(EngagementMode.Digest, "what is known of it came late, and nothing is begun because of that");
        }

        if (_nowMs - _newestMs > _policy.LateAfterMinutes * MinuteMs)
        {
            return new Brake(EngagementMode.Digest, Text($"the last finding is {ActionTraits.Span((int)Math.Min((_nowMs - _newestMs) / MinuteMs, int.MaxValue))} old, and what is older than {ActionTraits.Span(_policy.LateAfterMinutes)} is not new any more"));
        }

        if (_protected.Find(entity.Kind, entity.Value) is not null)
        {
            return new Brake(EngagementMode.Notify, "it is among the protected assets, which are never touched");
        }

        return _policy.Engagement.Limits.KillSwitch ? new Brake(EngagementMode.Notify, "the client's kill switch is on") : null;
    }

    /// <summary>What holds back this action against this entity beyond <see cref="Of"/>.</summary>
    public Brake? Of(EntityKey entity, ContainmentAction action)
    {
        if (ActionTraits.IsAgainstOutside(action, entity.Kind) && IPAddress.TryParse(entity.Value, out var address))
        {
            if (KnownNetworks.Find(_policy, entity.Value) is { } own)
            {
                return new Brake(EngagementMode.Notify, $"it is the client's own ({own.Name})");
            }

            if (IpText.IsPrivate(address))
            {
                return new Brake(EngagementMode.Notify, "it is an address inside, and such actions are against those outside");
            }

            if (TurnOnAnother(entity) is { } other)
            {
                return new Brake(EngagementMode.Notify, $"what was found turns on {other}, and this address is only named beside it");
            }
        }

        // What the guard rails would refuse whatever was decided is not promised either.
        return NeverBlock.Problem(action, new ContainmentTarget { Kind = entity.Kind, Value = entity.Value }, Never) is { } never
            ? new Brake(EngagementMode.Notify, $"the guard rails forbid it: {never.TrimEnd('.')}")
            : null;
    }

    /// <summary>
    /// The address that the findings turn on, where it is another one: of a journey that nobody can have made it is the place that is less like the user, and the
    /// user's own home stands beside it. Null where a finding turns on this one, or none says which.
    /// </summary>
    private string? TurnOnAnother(EntityKey address)
    {
        if (!_signals.TryGetValue(address, out var named))
        {
            return null;
        }

        var others = named.Where(s => s.Entity != address && s.Subject.Address is { } subject && !string.Equals(subject, address.Value, StringComparison.OrdinalIgnoreCase)).ToArray();
        return others.Length == named.Count && others.Length > 0 ? others[0].Subject.Address : null;
    }

    private static double Sane(double score) => double.IsNaN(score) ? 0 : Math.Clamp(score, 0, 100);

    private Brake? BrakeOfIncident()
    {
        if (_incident.MergedInto is { } survivor)
        {
            return new Brake(EngagementMode.None, $"the incident was taken in by {survivor}, which is decided by itself");
        }

        if (_incident.Status == IncidentStatus.Closed)
        {
            return new Brake(EngagementMode.None, "the incident is closed");
        }

        if (_incident.Verdict is Verdict.Benign or Verdict.FalsePositive)
        {
            return new Brake(EngagementMode.None, "a person judged it as harmless");
        }

        if (_incident.Verdict == Verdict.Undecided && _incident.SuggestedVerdict is Verdict.Benign or Verdict.FalsePositive)
        {
            return new Brake(EngagementMode.Digest, "the context explains it as harmless");
        }

        return _incident.Escalation.Late || (_incident.Signals.Length > 0 && Array.TrueForAll(_incident.Signals, s => s.Late))
            ? new Brake(EngagementMode.Digest, "it came late, and nothing is begun because of that")
            : null;
    }

    /// <summary>No finding that came on time is about it.</summary>
    private bool IsAllLate(EntityKey entity) =>
        _anyLate && (!_signals.TryGetValue(entity, out var named) || named.TrueForAll(s => s.Late));

    private void Note(EntityKey entity, Signal signal)
    {
        if (!_signals.TryGetValue(entity, out var named))
        {
            _signals[entity] = named = [];
        }

        named.Add(signal);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
