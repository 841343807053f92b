using Orleans;
using Soc.Model.Response;

namespace Soc.Response.Audit;

/// <summary>A part of a client's audit, as it is stored.</summary>
[GenerateSerializer, Immutable, Alias("soc.AuditPage")]
public sealed record AuditPage
{
    /// <summary>Version of this form; a higher one than this stops the grain with a clear error rather than being misread.</summary>
    public const int CurrentVersion = 1;

    /// <summary>Most records of a page.</summary>
    public const int MaxRecords = 64;

    /// <summary>A page that has so many characters gets no more records.</summary>
    public const int MaxLength = 131_072;

    /// <summary>Most operations whose newest entry is remembered.</summary>
    public const int MaxRecent = 4_096;

    [Id(0)] public int Version { get; init; } = CurrentVersion;

    /// <summary>From 1.</summary>
    [Id(1)] public required long Number { get; init; }

    /// <summary>In order, none twice.</summary>
    [Id(2)] public AuditRecord[] Records { get; init; } = [];

    /// <summary>The last record of the page before; null on the first page.</summary>
    [Id(3)] public AuditRecord? Before { get; init; }

    /// <summary>Length of the records as they are exported, characters.</summary>
    [Id(4)] public int Length { get; init; }

    /// <summary>Up to which event operations are here, oldest first: what comes again after a crash is recognised.</summary>
    [Id(5)] public AuditMark[] Recent { get; init; } = [];

    public AuditRecord? Last => Records.Length > 0 ? Records[^1] : Before;

    public bool IsFull => Records.Length >= MaxRecords || Length >= MaxLength;

    /// <summary>The empty page after this one.</summary>
    public AuditPage Next() => new() { Number = Number + 1, Before = Last, Recent = Recent };

    /// <summary>With what of the events is not in the audit yet, as far as it fits.</summary>
    /// <returns>The same page when nothing is new.</returns>
    public AuditPage With(OperationState state, IReadOnlyList<OperationEvent> events)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(events);
        var id = state.Proposal.OperationId;
        var page = this;
        foreach (var happened in events)
        {
            var mark = Array.Find(page.Recent, m => string.Equals(m.OperationId, id, StringComparison.Ordinal));
            if (page.IsFull || happened.Number <= mark?.Number)
            {
                continue;
            }

            var record = AuditChain.Append(page.Last, state, happened);
            AuditMark[] recent = [.. page.Recent.Where(m => m != mark), new AuditMark(id, happened.Number)];
            page = page with
            {
                Records = [.. page.Records, record],
                Length = page.Length + AuditJson.Line(record).Length,
                Recent = recent.Length > MaxRecent ? recent[^MaxRecent..] : recent,
            };
        }

        return page;
    }

    /// <summary>All of these events are in the audit.</summary>
    public bool Has(OperationState state, IReadOnlyList<OperationEvent> events)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(events);
        return events.Count == 0 || Array.Exists(Recent, m => string.Equals(m.OperationId, state.Proposal.OperationId, StringComparison.Ordinal) && m.Number >= events[^1].Number);
    }
}
