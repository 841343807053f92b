using System.Collections.Concurrent;
using Soc.GrainInterfaces.Storage;
using Soc.Model.Escalation;
using Soc.Model.Response;

namespace Soc.Grains.Tests.Escalation;

/// <summary>The read model's escalations, with a disk that can be away.</summary>
internal sealed class RowsInMemory : IResponseStore
{
    private readonly ConcurrentDictionary<string, EscalationRow> _rows = new(StringComparer.Ordinal);
    private int _outages;

    /// <summary>So many of the next writes fail.</summary>
    public void Fail(int writes) => Interlocked.Exchange(ref _outages, writes);

    public EscalationRow? Of(string incident) => _rows.GetValueOrDefault(incident);

    public ValueTask WriteAsync(EscalationRow row, CancellationToken cancellationToken)
    {
        if (Interlocked.Decrement(ref _outages) >= 0)
        {
            throw new IOException("The disk is away.");
        }

        _rows.AddOrUpdate(row.IncidentId, row, (_, had) => row.Number > had.Number ? row : had);
        return ValueTask.CompletedTask;
    }

    public ValueTask WriteAsync(OperationRow row, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask<OperationRow?> ReadAsync(string operationId, CancellationToken cancellationToken) => ValueTask.FromResult<OperationRow?>(null);

    public ValueTask<OperationPage> QueryAsync(OperationQuery query, CancellationToken cancellationToken) => ValueTask.FromResult(new OperationPage([], null));

    public ValueTask<EscalationRow?> ReadEscalationAsync(string client, string incidentId, CancellationToken cancellationToken) => ValueTask.FromResult(Of(incidentId));

    public ValueTask<EscalationPage> EscalationsAsync(string client, long fromMs, long toMs, int limit, string? cursor, CancellationToken cancellationToken) =>
        ValueTask.FromResult(new EscalationPage([.. _rows.Values], null));
}
