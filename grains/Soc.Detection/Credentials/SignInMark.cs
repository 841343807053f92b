using System.Runtime.InteropServices;
using Orleans;
using Soc.Detection.Windows;
using Soc.Model.Entities;
using Soc.Model.Events;

namespace Soc.Detection.Credentials;

/// <summary>What the credential detectors remember of one sign-in event: about 64 bytes.</summary>
[GenerateSerializer, Immutable, Alias("soc.SignInMark"), StructLayout(LayoutKind.Auto)]
public readonly record struct SignInMark : ITimedItem
{
    [Id(0)] public long TimeMs { get; init; }

    [Id(1)] public EventId Id { get; init; }

    [Id(2)] public string? Ip { get; init; }

    [Id(3)] public ulong NetworkHash { get; init; }

    /// <summary>0 unknown.</summary>
    [Id(4)] public int Asn { get; init; }

    /// <summary>ISO 3166-1 alpha-2; null unknown.</summary>
    [Id(5)] public string? Country { get; init; }

    [Id(6)] public EgressClass Egress { get; init; }

    [Id(7)] public SignInFlags Flags { get; init; }

    public bool Has(SignInFlags flag) => (Flags & flag) != SignInFlags.None;

    public static SignInMark Of(EnrichedEvent e) => new()
    {
        TimeMs = e.Event.TimeMs,
        Id = e.Event.Id,
        Ip = e.Src.Ip ?? e.Event.Src?.Ip,
        NetworkHash = e.Src.NetworkHash,
        Asn = e.Src.Asn,
        Country = e.Src.Geo?.Country,
        Egress = e.Src.Egress,
        Flags = SignInReader.FlagsOf(e),
    };
}
