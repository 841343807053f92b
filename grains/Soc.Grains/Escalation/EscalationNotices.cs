using Microsoft.Extensions.Logging;
using Soc.GrainInterfaces.Escalation;
using Soc.Model.Response;
using Soc.Response;

namespace Soc.Grains.Escalation;

/// <summary>Tells of operations whoever hears of their incident, and the log.</summary>
public sealed partial class EscalationNotices(IGrainFactory grains, ILogger<EscalationNotices> logger) : IOperationNotices
{
    public async ValueTask TellAsync(OperationState operation, OperationNotice notice, CancellationToken cancellationToken)
    {
        if (notice.IsPage)
        {
            LogPage(operation.Proposal.OperationId, notice.Kind, notice.Text);
        }
        else
        {
            LogNotice(operation.Proposal.OperationId, notice.Kind, notice.Text);
        }

        var row = OperationRow.Of(operation);
        await grains.GetGrain<IEscalationGrain>(KeyOf(row).ToString()).HearAsync(row, notice, cancellationToken);
    }

    /// <summary>Where an operation is heard of: at its incident, or by itself when it has none.</summary>
    internal static EscalationKey KeyOf(OperationRow operation) => operation.Proposal.IncidentId is { Length: > 0 } incident
        ? EscalationKey.Incident(operation.Client, incident)
        : EscalationKey.Operation(operation.Client, operation.OperationId);

    [LoggerMessage(EventId = 1710, Level = LogLevel.Error, Message = "A person has to act. Operation {Operation}, {Kind}: {Text}")]
    private partial void LogPage(string operation, OperationNoticeKind kind, string text);

    [LoggerMessage(EventId = 1711, Level = LogLevel.Information, Message = "Operation {Operation}, {Kind}: {Text}")]
    private partial void LogNotice(string operation, OperationNoticeKind kind, string text);
}
