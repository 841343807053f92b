using Microsoft.Extensions.Options;
using Soc.EventLog;
using Soc.Gateway.Ingest.Identity;
using Soc.GrainInterfaces.Clients;
using Soc.Model.Events;
using Soc.Model.Ingest;
using Soc.Model.Policies;
using Soc.Parsing;

namespace Soc.Gateway.Ingest;

/// <summary>
/// The way of a request's records: parse → who is it → partition → durable append → acknowledge. All of a request is
/// accepted or nothing is, yet a bad record never costs the others: it goes to the dead-letter log with its reason.
/// Records are parsed in order on the caller's thread: that keeps the order of each user, and requests run side by side.
/// </summary>
public sealed class IngestPipeline(
    IRecordParser parser,
    IdentityDirectory identities,
    IClientPolicies policies,
    IEventLogWriter log,
    IDeadLetterLog deadLetters,
    IngestMetrics metrics,
    IngestHealth health,
    IOptions<IngestOptions> options,
    TimeProvider time,
    ILogger<IngestPipeline> logger)
{
    private readonly long _maxFutureMs = options.Value.MaxFutureSeconds * 1000L;

    /// <summary>Takes the records of one request of one client; completes when they are durable, or says why they are not.</summary>
    public ValueTask<IngestResult> IngestAsync(string client, IReadOnlyList<IngestRecord> records, CancellationToken cancellationToken) =>
        TakeAsync(client, records, isReplay: false, cancellationToken);

    /// <summary>The same for records that were received before: their events are new, and the funnel counts the records as replayed, not as received.</summary>
    public ValueTask<IngestResult> ReplayAsync(string client, IReadOnlyList<IngestRecord> records, CancellationToken cancellationToken) =>
        TakeAsync(client, records, isReplay: true, cancellationToken);

    private async ValueTask<IngestResult> TakeAsync(string client, IReadOnlyList<IngestRecord> records, bool isReplay, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(records);
        if (policies.Find(client) is not { } policy)
        {
            metrics.Dropped(IngestReasons.UnknownClient, records.Count);
            return new(IngestStatus.UnknownClient, records.Count, 0, "The client does not exist.");
        }

        if (records.Count == 0)
        {
            return new(IngestStatus.Accepted, 0, 0);
        }

        var batch = Read(policy, records, isReplay);
        try
        {
            // Dead letters first: should the append then be refused, the sender's retry doubles a dead letter, which harms
            // nobody; the other way round it would double the funnel.
            if (batch.Letters.Count > 0)
            {
                await deadLetters.AppendAsync(batch.Letters, cancellationToken);
            }

            await log.AppendAsync(batch.Entries, cancellationToken);
        }
        catch (EventLogBusyException busy)
        {
            health.Refused(busy.Message);
            return new(IngestStatus.Busy, records.Count, 0, busy.Message);
        }
        catch (EventLogUnavailableException unavailable)
        {
            IngestLog.LogUnavailable(logger, unavailable.Message);
            health.Refused(unavailable.Message);
            return new(IngestStatus.Unavailable, records.Count, 0, unavailable.Message);
        }

        health.Accepted();
        Measure(batch);
        return new(IngestStatus.Accepted, records.Count, batch.Entries.Count - 1, Message: null, batch.Letters.Count);
    }

    private Batch Read(ClientPolicy policy, IReadOnlyList<IngestRecord> records, bool isReplay)
    {
        var batch = new Batch(policy, time.GetUtcNow().ToUnixTimeMilliseconds(), records.Count, isReplay);
        for (var i = 0; i < records.Count; i++)
        {
            var record = records[i];
            batch.Bytes += record.Raw.Length;
            if (record.Defect is not null && record.Raw.IsEmpty)
            {
                batch.Funnel.Add(IngestReasons.Unrecognised, IngestOutcomes.Skipped, record.Defect, records: 1);
                continue;
            }

            if (record.Defect is not null)
            {
                Reject(batch, record, IngestReasons.Unrecognised, record.Defect);
                continue;
            }

            ReadOne(batch, record);
        }

        batch.Counts = batch.Funnel.ToCounts();
        var receipt = new IngestReceipt { Client = policy.Client, ReceivedMs = batch.ReceivedMs, Counts = batch.Counts };
        batch.Entries.Add(new LogEntry(Partitioner.PartitionOf(policy.Client, "", log.PartitionCount), Event: null, receipt));
        return batch;
    }

    private void ReadOne(Batch batch, in IngestRecord record)
    {
        var source = IngestReasons.Unrecognised;
        var before = batch.Entries.Count;
        try
        {
            var context = new SourceContext(batch.Policy.Client, batch.ReceivedMs, record.Sourcetype, record.TimeMs, record.Host, ZoneOffsetMinutes: 0, record.Place);
            var result = parser.Parse(record.Raw.Span, context, out source);
            switch (result.Outcome)
            {
                case ParseOutcome.Parsed:
                    Take(batch, record, result, source);
                    break;
                case var _ when result.Lost.Count > 0:
                    break;
                case ParseOutcome.Skipped:
                    batch.Funnel.Add(source, IngestOutcomes.Skipped, result.Reason, records: 1);
                    break;
                default:
                    Reject(batch, record, source, result.Reason ?? IngestReasons.Unrecognised);
                    break;
            }

            Lose(batch, record, result, source);
        }
        catch (Exception broken)
        {
            IngestLog.ParserFailed(logger, source, broken);
            batch.Entries.RemoveRange(before, batch.Entries.Count - before);
            Reject(batch, record, source, IngestReasons.ParserError);
        }
    }

    private void Take(Batch batch, in IngestRecord record, in ParseResult result, string source)
    {
        string? recordReason = null;
        var lastEventMs = 0L;
        var refused = 0;
        for (var i = 0; i < result.Count; i++)
        {
            if (!record.IsOwn && SensorEventKinds.IsOneOf(result[i]))
            {
                refused++;
                continue;
            }

            var e = EventClock.Judge(result[i], batch.ReceivedMs, _maxFutureMs, out var reason);
            recordReason ??= reason;
            var userKey = identities.Resolve(batch.Policy.Client, e, batch.Policy.Identity);
            if (userKey is not null)
            {
                e = e with { UserKey = userKey };
            }

            lastEventMs = Math.Max(lastEventMs, e.TimeMs);
            batch.Entries.Add(new LogEntry(Partitioner.PartitionOf(e, log.PartitionCount), e, Receipt: null));
        }

        if (refused > 0)
        {
            Reject(batch, record, source, IngestReasons.ReservedKind, refused);
        }

        if (refused == result.Count)
        {
            return;
        }

        // An envelope of n objects counts as n records: the funnel says the same however a shipper packs them.
        batch.Funnel.Add(source, IngestOutcomes.Parsed, recordReason, result.Count - refused, result.Count - refused, lastEventMs);
    }

    /// <summary>The objects of a record that gave no event: counted by reason, the malformed ones each with its own bytes.</summary>
    private static void Lose(Batch batch, in IngestRecord record, in ParseResult result, string source)
    {
        foreach (var lost in result.Lost)
        {
            if (lost.Outcome == ParseOutcome.Skipped)
            {
                batch.Funnel.Add(source, IngestOutcomes.Skipped, lost.Reason, lost.Count);
            }
            else
            {
                Reject(batch, record with { Raw = record.Raw.Slice(lost.Start, lost.Length) }, source, lost.Reason, lost.Count);
            }
        }
    }

    private static void Reject(Batch batch, in IngestRecord record, string source, string reason, int records = 1)
    {
        batch.Funnel.Add(source, IngestOutcomes.Malformed, reason, records);
        var raw = record.Raw.Span;
        var kept = raw.Length > DeadLetter.MaxRawBytes ? raw[..DeadLetter.MaxRawBytes] : raw;
        batch.Letters.Add(new DeadLetter(batch.Policy.Client, batch.ReceivedMs, record.Sourcetype ?? source, reason, kept.ToArray(), raw.Length));
    }

    private void Measure(Batch batch)
    {
        if (batch.IsReplay)
        {
            metrics.Replayed(batch.Counts);
            return;
        }

        metrics.Accepted(batch.Counts, batch.Bytes, batch.ReceivedMs);
        foreach (var entry in batch.Entries)
        {
            if (entry.Event is { } e)
            {
                metrics.Lag(e.ReceivedMs - e.TimeMs);
            }
        }
    }

    private sealed class Batch(ClientPolicy policy, long receivedMs, int records, bool isReplay)
    {
        public ClientPolicy Policy { get; } = policy;

        public long ReceivedMs { get; } = receivedMs;

        public bool IsReplay { get; } = isReplay;

        public List<LogEntry> Entries { get; } = new(records + 1);

        public List<DeadLetter> Letters { get; } = [];

        public FunnelCounter Funnel { get; } = new(isReplay);

        public IngestCount[] Counts { get; set; } = [];

        public long Bytes { get; set; }
    }
}
