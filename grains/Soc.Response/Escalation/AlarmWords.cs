using Soc.Model;
using Soc.Model.Escalation;
using Soc.Model.Incidents;
using Soc.Model.Response;
using Soc.Response.Operations;

namespace Soc.Response.Escalation;

/// <summary>What an escalation is about, in a form that a state can keep.</summary>
internal static class AlarmWords
{
    private const int MaxStoryLength = 2_400;
    private const int MaxWhyLength = 500;
    private const int MaxEntityLength = 200;

    // Older than any incident: what is told of an operation only gives way to the incident's own words.
    private const long OfOperation = -1;

    public static EscalationAlarm Bounded(EscalationAlarm alarm) => alarm with
    {
        Title = Clip.WithEllipsis(alarm.Title, Notice.MaxTitleLength),
        Story = Clip.WithEllipsis(alarm.Story, MaxStoryLength),
        Why = Clip.WithEllipsis(alarm.Why, MaxWhyLength),
        Entities = [.. alarm.Entities.Take(Notice.MaxFacts).Select(e => Clip.WithEllipsis(e, MaxEntityLength))],
    };

    public static EscalationAlarm Of(OperationRow operation) => Bounded(new EscalationAlarm
    {
        Client = operation.Client,
        IncidentId = operation.Proposal.IncidentId ?? "",
        Title = OperationCore.Words(operation.Proposal),
        Story = operation.Proposal.Reason,
        Score = 0,
        Decision = EscalationDecision.None,
        Why = "",
        IsLate = false,
        Entities = [operation.Proposal.Target.Words],
        DetectedAtMs = operation.ProposedMs,
        Version = OfOperation,
    });

    /// <summary>Nothing but operations is known of it.</summary>
    public static bool IsOfOperation(EscalationAlarm? alarm) => alarm is { Version: OfOperation };
}
