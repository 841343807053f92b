using Soc.Model.Escalation;
using Soc.Model.Policies;
using Soc.Model.Response;

namespace Soc.Gateway.Reports;

/// <summary>Everything that a report is made of.</summary>
internal sealed record ReportInput
{
    public required ClientPolicy Policy { get; init; }

    /// <summary>The client's clock.</summary>
    public required TimeZoneInfo Zone { get; init; }

    public required ReportPeriod Period { get; init; }

    /// <summary>When the report is made, wall clock, ms since the epoch.</summary>
    public required long NowMs { get; init; }

    /// <summary>Detected in the period, without what was done about them.</summary>
    public IReadOnlyList<IncidentLine> Incidents { get; init; } = [];

    /// <summary>Proposed in the period, or at most <see cref="ReportPeriod.DaysAfter"/> days after it.</summary>
    public IReadOnlyList<OperationRow> Operations { get; init; } = [];

    /// <summary>Of incidents that were detected in the period.</summary>
    public IReadOnlyList<EscalationRow> Escalations { get; init; } = [];

    /// <summary>Ids of incidents that another one took in, and that one's.</summary>
    public IReadOnlyDictionary<string, string> TakenInBy { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Records received in the period (whole hours).</summary>
    public long Records { get; init; }

    /// <summary>Events that they held.</summary>
    public long Events { get; init; }

    /// <summary>Findings about them.</summary>
    public long Signals { get; init; }

    /// <summary>What is not all there, in sentences.</summary>
    public IReadOnlyList<string> Truncated { get; init; } = [];
}
