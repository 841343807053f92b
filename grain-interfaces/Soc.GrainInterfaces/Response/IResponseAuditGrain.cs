using Orleans;
using Orleans.CodeGeneration;
using Orleans.Concurrency;
using Soc.Model.Response;

namespace Soc.GrainInterfaces.Response;

/// <summary>A client's audit: append-only, each record with the hash of the one before. Key: <see cref="ResponseKey.Audit"/>. It calls nobody.</summary>
[Alias(WireNames.ResponseAuditGrain), Version(1)]
public interface IResponseAuditGrain : IGrainWithStringKey
{
    /// <summary>Appends what happened to an operation since; completes when durable. What is there already is not appended again.</summary>
    /// <param name="state">The operation.</param>
    /// <param name="events">In order.</param>
    [Alias("append")]
    [AlwaysInterleave]
    ValueTask AppendAsync(OperationState state, OperationEvent[] events, CancellationToken cancellationToken);

    /// <summary>Records from one on, in order: a bounded number; none when there are none.</summary>
    [Alias("read")]
    ValueTask<AuditRecord[]> ReadAsync(long fromSequence, CancellationToken cancellationToken);
}
