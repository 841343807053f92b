using System.Globalization;
using System.Security.Cryptography;
using Soc.EventLog;
using Soc.EventLog.Codec;
using Soc.Model.Events;

namespace Soc.Benchmarks.Log;

/// <summary>Sign-ins as a parser makes them, of many users, filled up with raw to a wanted size.</summary>
internal static class LogSamples
{
    public const int Users = 10_000;

    public static SecurityEvent[] Events(int count, int encodedBytes)
    {
        var writer = new FieldWriter();
        EventCodec.Write(writer, Event(0, 0));
        var raw = Math.Max(0, encodedBytes - writer.Length - 3);
        return [.. Enumerable.Range(0, count).Select(i => Event(i, raw))];
    }

    public static LogEntry[] Entries(SecurityEvent[] events, int partitions) =>
        [.. events.Select(e => new LogEntry(Partitioner.PartitionOf(e, partitions), e, null))];

    private static SecurityEvent Event(int number, int rawBytes)
    {
        var user = string.Create(CultureInfo.InvariantCulture, $"user{number % Users}@example.com");
        return new SecurityEvent
        {
            Id = new EventId(1, (ulong)number),
            Client = "acme",
            Class = EventClass.Authentication,
            ActivityId = Activity.Auth.Logon,
            TimeMs = 1_700_000_000_000 + number,
            ReceivedMs = 1_700_000_000_900 + number,
            Source = "entra_signin",
            SourceKind = "SignInLogs",
            Status = EventStatus.Success,
            User = new UserIdentity { Name = user },
            UserKey = user,
            Src = new EndpointSection { Ip = string.Create(CultureInfo.InvariantCulture, $"198.51.{number / 256 % 256}.{number % 256}"), ClaimedCountry = "CH" },
            Device = new DeviceSection { Os = "Windows 11", Client = "Edge 119.0.0", IsManaged = true },
            Auth = new AuthSection { IsInteractive = true, IsMfa = true, Service = "Office 365 Exchange Online" },
            Raw = rawBytes > 0 ? RandomNumberGenerator.GetBytes(rawBytes) : null,
        };
    }
}
