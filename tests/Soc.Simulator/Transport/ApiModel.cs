namespace Soc.Simulator.Transport;

// What the simulator reads of the API's answers. Own records, so that a change of the API that callers would notice is noticed here.

/// <summary>A page of a list.</summary>
public sealed record ApiPage<T>(T[] Items, string? NextCursor);

/// <summary>An incident.</summary>
public sealed record ApiIncident(
    string Id,
    string Client,
    string Status,
    string Verdict,
    ApiSuggestion Suggested,
    double Score,
    string Severity,
    string Title,
    string Story,
    ApiEntity[] Entities,
    ApiSignal[] Signals,
    ApiEscalation Escalation,
    DateTimeOffset FirstSeen,
    DateTimeOffset LastSeen,
    long LatencyMs,
    string? MergedInto,
    ApiRelated Related)
{
    public bool Concerns(string kind, string key) =>
        Array.Exists(Entities, e => string.Equals(e.Kind, kind, StringComparison.Ordinal) && string.Equals(e.Key, key, StringComparison.OrdinalIgnoreCase));

    public ApiSignal? Signal(params ReadOnlySpan<string> detectors)
    {
        foreach (var detector in detectors)
        {
            if (Array.Find(Signals, s => string.Equals(s.Detector, detector, StringComparison.Ordinal)) is { } signal)
            {
                return signal;
            }
        }

        return null;
    }

    /// <summary>A person hears of it at once.</summary>
    public bool ReachesSomebody => Escalation.Decision is "notify" or "wake";
}

/// <summary>A signal of an incident.</summary>
public sealed record ApiSignal(
    string Id,
    string Detector,
    double Score,
    ApiEntity Entity,
    DateTimeOffset At,
    string Title,
    ApiEvidence[] EvidenceFor,
    ApiEvidence[] EvidenceAgainst,
    string? Learning,
    string? BenignReading,
    bool Late,
    ApiTimes? Times,
    string[] SeenBy);

/// <summary>How long a finding took to be known.</summary>
public sealed record ApiTimes(DateTimeOffset Event, DateTimeOffset Received, DateTimeOffset Detected, long DelayMs, long OwnDelayMs);

/// <summary>What other clients have of the same.</summary>
public sealed record ApiRelated(ApiRelatedIncident[] Incidents, int OtherClients);

/// <summary>An incident of another client about the same thing.</summary>
public sealed record ApiRelatedIncident(string Client, string Incident, string Why, DateTimeOffset At);

/// <summary>One reason, in words.</summary>
public sealed record ApiEvidence(string Fact, string Text, double Weight);

/// <summary>An entity by kind and key.</summary>
public sealed record ApiEntity(string Kind, string Key);

/// <summary>The verdict that the context suggests.</summary>
public sealed record ApiSuggestion(string Verdict, string[] Reasons);

/// <summary>Who should hear of it.</summary>
/// <param name="Phase">"quiet", "waiting", "acknowledged" …; null while nobody was to be told.</param>
/// <param name="AcknowledgedBy">Who has it.</param>
public sealed record ApiEscalation(string Decision, string Reason, bool Late, string? Phase, string? AcknowledgedBy);

/// <summary>A new credential.</summary>
public sealed record ApiToken(string Id, string Secret);

/// <summary>Health, with what waits to be applied.</summary>
public sealed record ApiHealth(string Status, string[] Problems, long Backlog, int[] Partitions);

/// <summary>Live state of an entity.</summary>
public sealed record ApiEntityView(ApiEntity Entity, double Risk, ApiBaseline[] Baselines, ApiRecent[] Recent, long EventCount);

/// <summary>What one detector knows, in words.</summary>
public sealed record ApiBaseline(string Detector, string[] Sentences);

/// <summary>A recent event.</summary>
public sealed record ApiRecent(DateTimeOffset At, string Source, string Text);

/// <summary>From records to what reaches a person.</summary>
public sealed record ApiFunnel(string Client, long Records, long Events, long Parsed, long Skipped, long Malformed, long Signals, long Incidents, long Digest, long Escalated, ApiFunnelRow[] BySource);

/// <summary>Records of one source and outcome.</summary>
public sealed record ApiFunnelRow(string Source, string Outcome, long Records);
