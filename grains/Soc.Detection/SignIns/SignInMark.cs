using System.Runtime.InteropServices;
using Orleans;
using Soc.Detection.Geo;
using Soc.Detection.Windows;
using Soc.Model.Entities;
using Soc.Model.Events;

namespace Soc.Detection.SignIns;

/// <summary>What the credential detectors remember of one sign-in event: 64 bytes, no text.</summary>
[GenerateSerializer, Immutable, Alias("soc.SignInMark"), StructLayout(LayoutKind.Auto)]
public readonly record struct SignInMark : ITimedItem
{
    [Id(0)] public long TimeMs { get; init; }

    [Id(1)] public EventId Id { get; init; }

    [Id(2)] public PackedIp Address { get; init; }

    [Id(3)] public ulong NetworkHash { get; init; }

    /// <summary>0 unknown.</summary>
    [Id(4)] public int Asn { get; init; }

    /// <summary>See <see cref="Geo.CountryCode"/>; 0 unknown.</summary>
    [Id(5)] public ushort CountryCode { get; init; }

    /// <summary>The <see cref="EgressClass"/>.</summary>
    [Id(6)] public byte EgressCode { get; init; }

    [Id(7)] public SignInFlags Flags { get; init; }

    public string? Ip => Address.Text;

    /// <summary>ISO 3166-1 alpha-2; null unknown.</summary>
    public string? Country => Geo.CountryCode.Unpack(CountryCode);

    public EgressClass Egress => (EgressClass)EgressCode;

    public bool Has(SignInFlags flag) => (Flags & flag) != SignInFlags.None;

    public static SignInMark Of(SignIn s) => new()
    {
        TimeMs = s.TimeMs,
        Id = s.Event.Id,
        Address = s.Ip,
        NetworkHash = s.From.NetworkHash,
        Asn = s.From.Asn,
        CountryCode = Geo.CountryCode.Pack(s.From.Geo?.Country),
        EgressCode = (byte)s.From.Egress,
        Flags = s.Flags,
    };
}
