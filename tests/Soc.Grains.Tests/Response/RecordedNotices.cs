using System.Collections.Concurrent;
using Soc.Model.Response;
using Soc.Response;

namespace Soc.Grains.Tests.Response;

/// <summary>What people were told.</summary>
internal sealed class RecordedNotices : IOperationNotices
{
    private readonly ConcurrentQueue<(string Operation, OperationNotice Notice)> _told = new();

    /// <summary>Nobody can be told now.</summary>
    public bool IsAway { get; set; }

    public ValueTask TellAsync(OperationState operation, OperationNotice notice, CancellationToken cancellationToken)
    {
        if (IsAway)
        {
            throw new IOException("Nobody can be told.");
        }

        _told.Enqueue((operation.Proposal.OperationId, notice));
        return ValueTask.CompletedTask;
    }

    /// <summary>To an operation; one that was told again counts once.</summary>
    public OperationNoticeKind[] Of(string operation) => [.. _told.Where(t => t.Operation == operation).Select(t => t.Notice).DistinctBy(n => n.Number).Select(n => n.Kind)];
}
