using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Runtime;
using Orleans.Serialization;
using Soc.Detection;
using Soc.Grains.Entities;
using Soc.Model.Entities;
using Soc.Model.Events;
using Soc.Model.Policies;
using Soc.Silo.Ingest.Silos;

namespace Soc.Grains.Tests;

/// <summary>Events and services made by hand.</summary>
internal static class Make
{
    public const string Client = "acme";
    public const string BadAddress = "198.51.100.23";
    public const string HomeAddress = "203.0.113.7";
    public const long SecondMs = 1_000;
    public const long HourMs = 3_600_000;

    public static readonly DetectorCatalog Catalog = DetectorCatalog.Load();
    public static readonly ClientPolicy Policy = ClientPolicy.DefaultFor(Client);
    public static readonly Serializer Serializer = new ServiceCollection().AddSerializer().BuildServiceProvider().GetRequiredService<Serializer>();
    public static readonly EntitySnapshotCodec Codec = new(Serializer);

    /// <summary>For a silo that is alone: nobody is ever found elsewhere.</summary>
    public static readonly OtherSilos NoOtherSilos = new(new EntityPlaces(SiloAddress.Zero), serviceOf: null!, NullLogger<OtherSilos>.Instance);

    /// <summary>An ordinary Monday morning, ms since the epoch.</summary>
    public static readonly long Morning = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    public static SecurityEvent SignIn(string user, long atMs, bool success = true, string ip = HomeAddress) => new()
    {
        Id = EventId.FromContent(Client, "test", Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{user}|{atMs}|{success}|{ip}"))),
        Client = Client,
        Class = EventClass.Authentication,
        ActivityId = Activity.Auth.Logon,
        TimeMs = atMs,
        ReceivedMs = atMs + SecondMs,
        Source = "test",
        Status = success ? EventStatus.Success : EventStatus.Failure,
        User = new UserIdentity { Name = user },
        UserKey = user,
        Src = new EndpointSection { Ip = ip },
        Auth = new AuthSection { IsInteractive = true, Failure = success ? FailureKind.None : FailureKind.BadCredential, Service = "mail" },
    };

    /// <summary>Seven wrong passwords, then the right one, all from an address that the user never came from.</summary>
    public static SecurityEvent[] Guessed(string user, long atMs, string ip = BadAddress) =>
    [
        .. Enumerable.Range(0, 7).Select(i => SignIn(user, atMs + (i * 20 * SecondMs), success: false, ip)),
        SignIn(user, atMs + (180 * SecondMs), success: true, ip),
    ];

    public static EnrichedEvent[] Enriched(IEnumerable<SecurityEvent> events, long firstOffset = 0) =>
        [.. events.Select((e, i) => new EnrichedEvent(firstOffset + i, e, new AddressFacts { Ip = e.Src?.Ip, NetworkHash = (ulong)e.Src!.Ip!.GetHashCode(StringComparison.Ordinal) }, IsLate: false))];
}
