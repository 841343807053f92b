using System.Runtime.InteropServices;
using Orleans;
using Soc.Detection.SignIns;
using Soc.Model.Events;

namespace Soc.Detection.Geo;

/// <summary>A stay of a user in one network: sign-ins that follow one another there are one stay. 80 bytes, no text.</summary>
[GenerateSerializer, Alias("soc.Stay"), StructLayout(LayoutKind.Auto)]
public record struct Stay
{
    /// <summary>Event time of the first sign-in, ms since the epoch.</summary>
    [Id(0)] public long FirstMs { get; set; }

    /// <summary>From the first sign-in until the user was last certainly here, ms.</summary>
    [Id(1)] public uint LengthMs { get; set; }

    [Id(2)] public EventId FirstId { get; set; }

    [Id(3)] public EventId LastId { get; set; }

    [Id(4)] public PackedIp Ip { get; set; }

    /// <summary>Hash of the device; 0 unknown.</summary>
    [Id(5)] public uint Device { get; set; }

    /// <summary>Hash of the address inside the VPN tunnel; 0 none.</summary>
    [Id(6)] public uint TunnelIp { get; set; }

    /// <summary>KiB moved from here since, as far as the events show; saturates at 4 TiB.</summary>
    [Id(7)] public uint KiB { get; set; }

    [Id(8)] public PlaceTraits Traits { get; set; }

    /// <summary>Index of its place in <see cref="SignInMemory.Places"/>.</summary>
    [Id(9)] public byte Place { get; set; }

    /// <summary>Event time until which the user was certainly here.</summary>
    public readonly long LastMs => FirstMs + LengthMs;

    public readonly bool Has(PlaceTraits trait) => (Traits & trait) != PlaceTraits.None;

    public void Reach(long timeMs, EventId id) =>
        (LengthMs, LastId) = ((uint)Math.Clamp(timeMs - FirstMs, 0, uint.MaxValue), id);
}
