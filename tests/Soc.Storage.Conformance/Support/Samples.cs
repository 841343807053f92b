using System.Globalization;
using System.Text;
using Soc.EventLog;
using Soc.Model.Entities;
using Soc.Model.Events;
using Soc.Model.Incidents;
using Soc.Model.Ingest;
using Soc.Model.Signals;

namespace Soc.Storage.Conformance.Support;

/// <summary>Things to store.</summary>
public static class Samples
{
    public static SecurityEvent Event(long number, int rawBytes = 0) => new()
    {
        Id = new EventId(7, (ulong)number),
        Client = "acme",
        Class = EventClass.Authentication,
        ActivityId = Activity.Auth.Logon,
        TimeMs = 1_700_000_000_000 + number,
        ReceivedMs = 1_700_000_000_500 + number,
        Source = "panos",
        Message = string.Create(CultureInfo.InvariantCulture, $"entry {number}"),
        User = new UserIdentity { Name = @"CORP\anna" },
        Src = new EndpointSection { Ip = "198.51.100.7" },
        UserKey = "anna@example.com",
        Raw = rawBytes == 0 ? null : Encoding.UTF8.GetBytes(new string('r', rawBytes)),
    };

    public static LogEntry Entry(int partition, long number, int rawBytes = 0) => new(partition, Event(number, rawBytes), null);

    public static LogEntry Receipt(int partition, long records) => new(
        partition,
        null,
        new IngestReceipt { Client = "acme", ReceivedMs = 5, Counts = [new IngestCount("panos", "malformed", "bad_time", records, 0, 0)] });

    /// <summary>The number that <see cref="Event"/> was given.</summary>
    public static long NumberOf(SecurityEvent? e) => (long)e!.Id.Low;

    public static Incident Incident(string id, long version, long lastSeenMs, string client = "acme", double score = 50, string? mergedInto = null) => new()
    {
        Id = id,
        Client = client,
        Version = version,
        LastSeenMs = lastSeenMs,
        FirstSeenMs = lastSeenMs - 1000,
        DetectedAtMs = lastSeenMs,
        Score = score,
        Title = "Two places at once",
        MergedInto = mergedInto,
        SignalCount = 1,
        Entities = [EntityKey.User(client, "anna@example.com")],
        Signals =
        [
            new Signal
            {
                Id = "s-" + id,
                Detector = "impossible_travel",
                Entity = EntityKey.User(client, "anna@example.com"),
                Score = score,
                AtMs = lastSeenMs,
                FirstMs = lastSeenMs - 1000,
                ReceivedMs = lastSeenMs,
                Title = "Zürich and São Paulo",
                EvidenceFor = [new Evidence("speed_kmh", "faster than any aircraft", 40)],
                EventIds = [new EventId(1, 2)],
                Times = new SignalTimes(lastSeenMs, lastSeenMs + 20, lastSeenMs + 50),
                SeenAt = [new SignalPlace("sensor-zrh", "10.1.0.5"), new SignalPlace("fw-zrh", null)],
                OutsideAddresses = ["203.0.113.9"],
                UsualDomains = ["supplier.example"],
            },
        ],
        Escalation = new Escalation(EscalationDecision.Notify, "score", false),
        VerdictHistory = [new VerdictNote(Verdict.Benign, "lena", 9, null)],
    };
}
