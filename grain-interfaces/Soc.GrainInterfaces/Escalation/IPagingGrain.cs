using Orleans;
using Orleans.CodeGeneration;
using Soc.Model.Escalation;

namespace Soc.GrainInterfaces.Escalation;

/// <summary>
/// How much a client's people are told at once, with the summary of what is too much, and their digest. Escalations call it, and it calls none of them.
/// Key: <see cref="EscalationKey.Paging"/>.
/// </summary>
[Alias(WireNames.PagingGrain), Version(1)]
public interface IPagingGrain : IGrainWithStringKey
{
    /// <summary>May it be told by itself? Completes when the answer is durable; the same question again has the same answer.</summary>
    [Alias("ask")]
    ValueTask<PagingAnswer> AskAsync(PagingItem item, CancellationToken cancellationToken);

    /// <summary>Puts a line into the next digest. Completes when it is durable; the same again changes nothing.</summary>
    [Alias("add")]
    ValueTask AddAsync(DigestItem item, CancellationToken cancellationToken);
}
