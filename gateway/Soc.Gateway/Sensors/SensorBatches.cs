using System.IO.Compression;
using System.Globalization;
using System.Text;
using Google.Protobuf;
using Soc.Gateway.Auth;
using Soc.Gateway.Ingest;
using Soc.GrainInterfaces.Storage;
using Soc.SensorProtocol;

namespace Soc.Gateway.Sensors;

/// <summary>
/// Takes sensors' batches into the log. What was taken last of each is kept, so that a batch that comes again is answered and not taken again;
/// after a crash between the two its events are, and are recognised by their ids.
/// </summary>
internal sealed partial class SensorBatches(IngestPipeline pipeline, IAnswerStore answers, IngestMetrics metrics, TimeProvider time, ILogger<SensorBatches> logger)
{
    /// <summary>Sourcetype of what sensors send.</summary>
    public const string Sourcetype = "soc:capture";

    /// <summary>Of a batch, unpacked.</summary>
    private const int MaxBytes = 32 * 1024 * 1024;

    private const int MaxRecords = 100_000;
    private const int RetryMs = 1_000;
    private const int BusyRetryMs = 200;
    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    /// <summary>What was taken last, by epoch and number; null when nothing is known.</summary>
    public async Task<(string Epoch, ulong Number)?> LastAsync(string sensorId, CancellationToken cancellationToken)
    {
        if (await answers.ReadAsync(IdOf(sensorId), cancellationToken) is not { Body: { } body })
        {
            return null;
        }

        var parts = Encoding.ASCII.GetString(body).Split(' ');
        return parts.Length == 2 && ulong.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? (parts[0], number) : null;
    }

    /// <param name="last">What was taken last; changes with what is taken.</param>
    public async Task<BatchAnswer> TakeAsync(string sensorId, string client, Batch batch, LastBatch last, CancellationToken cancellationToken)
    {
        var epoch = Convert.ToHexStringLower(batch.Epoch.Span);
        if (string.Equals(last.Epoch, epoch, StringComparison.Ordinal) && batch.Number <= last.Number)
        {
            return new BatchAnswer { Number = batch.Number, Outcome = Outcome.Durable, Reason = "known" };
        }

        List<IngestRecord> records;
        try
        {
            records = Unpack(batch);
        }
        catch (InvalidDataException e)
        {
            metrics.Dropped(IngestReasons.SensorBatch, Math.Max(1, batch.Events));
            LogUnreadable(sensorId, batch.Number, e.Message);
            CountDropped(sensorId, batch);
            return new BatchAnswer { Number = batch.Number, Outcome = Outcome.Unreadable, Reason = e.Message };
        }

        var result = await pipeline.IngestAsync(client, records, cancellationToken);
        if (result.Status != IngestStatus.Accepted)
        {
            return new BatchAnswer { Number = batch.Number, Outcome = Outcome.Retry, RetryAfterMs = result.Status == IngestStatus.Busy ? BusyRetryMs : RetryMs, Reason = result.Message ?? "" };
        }

        var now = time.GetUtcNow();
        var mark = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{epoch} {batch.Number}"));
        await answers.WriteAsync(
            new StoredAnswer(IdOf(sensorId), sensorId, [], 200, ContentType: null, mark, now.ToUnixTimeMilliseconds()), (now - Kept).ToUnixTimeMilliseconds(), maxOfCaller: 4, cancellationToken);
        (last.Epoch, last.Number) = (epoch, batch.Number);
        CountDropped(sensorId, batch);
        return new BatchAnswer { Number = batch.Number, Outcome = Outcome.Durable };
    }

    /// <summary>Once a batch: not at an attempt after which it comes again.</summary>
    private void CountDropped(string sensorId, Batch batch)
    {
        if (batch.DroppedBefore > 0)
        {
            metrics.Dropped(IngestReasons.SensorDropped, (long)Math.Min(batch.DroppedBefore, long.MaxValue));
            LogDropped(sensorId, batch.DroppedBefore);
        }
    }

    private static string IdOf(string sensorId) => "sensor-batches-" + sensorId;

    internal static List<IngestRecord> Unpack(Batch batch)
    {
        if (batch.Packing != Packing.Gzip || batch.Epoch.Length != 16)
        {
            throw new InvalidDataException("The batch is packed in a way that this gateway does not know: update it.");
        }

        var plain = new byte[MaxBytes / 32];
        var length = 0;
        using (var gzip = new GZipStream(new MemoryStream(batch.Data.ToByteArray()), CompressionMode.Decompress))
        {
            for (int read; (read = gzip.Read(plain, length, plain.Length - length)) > 0;)
            {
                length += read;
                if (length == plain.Length)
                {
                    if (length >= MaxBytes)
                    {
                        throw new InvalidDataException($"The batch has more than {MaxBytes} bytes when it is unpacked.");
                    }

                    Array.Resize(ref plain, plain.Length * 2);
                }
            }
        }

        var records = new List<IngestRecord>(Math.Clamp(batch.Events, 0, MaxRecords));
        for (var at = 0; at < length;)
        {
            var line = plain.AsSpan(at, length - at).IndexOf((byte)'\n') is >= 0 and var end ? end : length - at;
            if (line > 0)
            {
                records.Add(new IngestRecord(plain.AsMemory(at, line), Sourcetype));
            }

            at += line + 1;
            if (records.Count > MaxRecords)
            {
                throw new InvalidDataException($"The batch has more than {MaxRecords} events.");
            }
        }

        return records;
    }

    [LoggerMessage(EventId = 2400, Level = LogLevel.Warning, Message = "Sensor {Sensor} dropped {Events} events before they reached us: its figures say why")]
    private partial void LogDropped(string sensor, ulong events);

    [LoggerMessage(EventId = 2401, Level = LogLevel.Error, Message = "Batch {Number} of sensor {Sensor} cannot be read: {Reason}")]
    private partial void LogUnreadable(string sensor, ulong number, string reason);
}
