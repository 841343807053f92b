using Soc.GrainInterfaces.Clients;

namespace Soc.Gateway.Endpoints;

/// <summary>How many records became how few incidents that reach a person.</summary>
/// <param name="Records">Received: parsed, skipped and malformed.</param>
/// <param name="Replayed">Records within the malformed ones that were understood later.</param>
public sealed record FunnelDto(
    string Client,
    string Since,
    long Records,
    long Events,
    long Parsed,
    long Skipped,
    long Malformed,
    long Replayed,
    long Signals,
    long MinorSignals,
    long Incidents,
    long Digest,
    long Escalated,
    FunnelRowDto[] BySource)
{
    public static FunnelDto Of(Funnel f) => new(
        f.Client, Wire.Time(f.SinceMs), f.Records, f.Events, f.Parsed, f.Skipped, f.Malformed, f.Replayed, f.Signals, f.MinorSignals, f.Incidents, f.Digest, f.Escalated,
        [.. f.BySource.Select(r => new FunnelRowDto(r.Source, r.Outcome, r.Reason, r.Records, r.Events, r.LastEventMs == 0 ? null : Wire.Time(r.LastEventMs)))]);
}
