using System.Globalization;
using Soc.Model.Response;

namespace Soc.Response.Audit;

/// <summary>The chain of a client's audit.</summary>
public static class AuditChain
{
    /// <summary>The next record.</summary>
    /// <param name="last">The one before; null for the first.</param>
    public static AuditRecord Append(AuditRecord? last, OperationState state, OperationEvent happened)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(happened);
        var record = new AuditRecord
        {
            Sequence = (last?.Sequence ?? 0) + 1,
            Client = state.Proposal.Client,
            OperationId = state.Proposal.OperationId,
            Proposal = state.Proposal,
            Event = happened,
            UntilMs = state.UntilMs,
            PreviousHash = last?.Hash ?? AuditRecord.NoHash,
            Hash = "",
        };
        return record with { Hash = AuditJson.HashOf(record) };
    }

    /// <summary>Looks whether the records are those that were written, all of them, in their order.</summary>
    /// <param name="before">The record before the first of them; null when they begin at the beginning.</param>
    /// <returns>Where it breaks and why; null when it holds.</returns>
    public static AuditBreak? Verify(IEnumerable<AuditRecord> records, AuditRecord? before = null)
    {
        ArgumentNullException.ThrowIfNull(records);
        var (sequence, hash) = (before?.Sequence ?? 0, before?.Hash ?? AuditRecord.NoHash);
        foreach (var record in records)
        {
            if (Problem(sequence, hash, record.Sequence, record.PreviousHash, record.Hash, AuditJson.HashOf(record)) is { } why)
            {
                return new AuditBreak(sequence + 1, why);
            }

            (sequence, hash) = (record.Sequence, record.Hash);
        }

        return null;
    }

    internal static string? Problem(long lastSequence, string lastHash, long sequence, string previous, string said, string computed)
    {
        if (sequence != lastSequence + 1)
        {
            return string.Create(CultureInfo.InvariantCulture, $"Record {lastSequence + 1} is missing: {sequence} stands in its place.");
        }

        if (!string.Equals(said, computed, StringComparison.Ordinal))
        {
            return string.Create(CultureInfo.InvariantCulture, $"Record {sequence} was changed after it was written.");
        }

        return string.Equals(previous, lastHash, StringComparison.Ordinal)
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"Record {sequence} does not follow the one before it: something was left out, put in or written anew.");
    }
}
