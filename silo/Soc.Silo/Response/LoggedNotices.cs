using Microsoft.Extensions.Logging;
using Soc.Model.Response;
using Soc.Response;

namespace Soc.Silo.Response;

/// <summary>Where nobody else is told, the log is.</summary>
internal sealed partial class LoggedNotices(ILogger<LoggedNotices> logger) : IOperationNotices
{
    public ValueTask TellAsync(OperationState operation, OperationNotice notice, CancellationToken cancellationToken)
    {
        if (notice.IsPage)
        {
            LogPage(operation.Proposal.OperationId, notice.Kind, notice.Text);
        }
        else
        {
            LogNotice(operation.Proposal.OperationId, notice.Kind, notice.Text);
        }

        return ValueTask.CompletedTask;
    }

    [LoggerMessage(EventId = 1710, Level = LogLevel.Error, Message = "A person has to act. Operation {Operation}, {Kind}: {Text}")]
    private partial void LogPage(string operation, OperationNoticeKind kind, string text);

    [LoggerMessage(EventId = 1711, Level = LogLevel.Information, Message = "Operation {Operation}, {Kind}: {Text}")]
    private partial void LogNotice(string operation, OperationNoticeKind kind, string text);
}
