using System.Globalization;
using Soc.Gateway.Reports;
using Soc.Model.Entities;
using Soc.Model.Escalation;
using Soc.Model.Incidents;
using Soc.Model.Policies;
using Soc.Model.Response;
using Soc.Model.Signals;

namespace Soc.Gateway.Tests.Reports;

/// <summary>Rows of a month for reports: November 2026, in Zürich, where winter is an hour ahead of UTC.</summary>
internal static class ReportRows
{
    public const string Client = "acme";

    public static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Zurich");

    /// <summary>Works Monday to Friday, 08:00–18:00; 11 November is a holiday.</summary>
    public static readonly ClientPolicy Policy = ClientPolicy.DefaultFor(Client) with { TimeZone = "Europe/Zurich", DisplayName = "Acme & Söhne", Holidays = ["2026-11-11"] };

    public static ReportPeriod November { get; } = new(Ms("2026-11-01T00:00:00+01:00"), Ms("2026-12-01T00:00:00+01:00"));

    public static long Ms(string moment) => DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();

    public static Incident Incident(string id, string detectedAt, double score = 60, EscalationDecision decision = EscalationDecision.None, bool late = false, long latencyMs = 1_000, string client = Client) => new()
    {
        Id = id,
        Client = client,
        Version = 1,
        Title = $"Title of {id}",
        Score = score,
        DetectedAtMs = Ms(detectedAt),
        FirstSeenMs = Ms(detectedAt) - latencyMs,
        LastSeenMs = Ms(detectedAt) - latencyMs,
        LatencyMs = latencyMs,
        SignalCount = 1,
        Entities = [EntityKey.User(client, "anna@example.com")],
        Signals =
        [
            new Signal
            {
                Id = "s-" + id, Detector = "impossible_travel", Entity = EntityKey.User(client, "anna@example.com"), Score = score,
                AtMs = Ms(detectedAt), FirstMs = Ms(detectedAt), ReceivedMs = Ms(detectedAt), Title = "Two places",
            },
        ],
        Escalation = new Escalation(decision, "score", late),
    };

    public static OperationRow Operation(string id, string? incident, string proposedAt, string client = Client) => new()
    {
        OperationId = id,
        Client = client,
        Number = 1,
        Status = OperationStatus.Enforced,
        Reason = "The firewall says so.",
        ProposedMs = Ms(proposedAt),
        BeganMs = Ms(proposedAt) + 100,
        EnforcedMs = Ms(proposedAt) + 500,
        UntilMs = Ms(proposedAt) + 3_600_000,
        ApprovalHash = "00",
        Proposal = new OperationProposal
        {
            OperationId = id,
            Client = client,
            Action = ContainmentAction.BlockAddress,
            Target = new ContainmentTarget { Kind = EntityKind.Address, Value = "203.0.113.7", Ip = "203.0.113.7" },
            DurationMs = 3_600_000,
            Connector = "feed",
            ProposedBy = ResponseActor.Engine,
            IncidentId = incident,
            Reason = "Beacon to a listed address.",
        },
    };

    public static EscalationRow Escalation(string incident, string detectedAt, EscalationDecision decision, string? toldAt, string client = Client) => new()
    {
        Client = client,
        IncidentId = incident,
        Number = 1,
        Phase = EscalationPhase.Waiting,
        Decision = decision,
        DetectedAtMs = Ms(detectedAt),
        ToldMs = toldAt is null ? 0 : Ms(toldAt),
        Notices = 1,
    };

    public static ReportInput Input(Incident[] incidents, OperationRow[]? operations = null, EscalationRow[]? escalations = null) => new()
    {
        Policy = Policy,
        Zone = Zone,
        Period = November,
        NowMs = November.ToMs,
        Incidents = [.. incidents.Select(IncidentLine.Of)],
        Operations = operations ?? [],
        Escalations = escalations ?? [],
    };
}
