using System.Runtime.InteropServices;
using Orleans;
using Soc.Detection.SignIns;

namespace Soc.Detection.Detectors.SessionReplay;

/// <summary>Where and on what sessions began: 56 bytes.</summary>
[GenerateSerializer, Immutable, Alias("soc.state.session_replay.origin"), StructLayout(LayoutKind.Auto)]
public readonly record struct SessionOrigin
{
    private const SignInFlags Kept = SignInFlags.Listed | SignInFlags.Managed;

    [Id(0)] public PackedIp Ip { get; init; }

    [Id(1)] public ulong NetworkHash { get; init; }

    [Id(2)] public SoftwareMark Software { get; init; }

    /// <summary>0 unknown.</summary>
    [Id(3)] public int Asn { get; init; }

    /// <summary>See <see cref="Geo.CountryCode"/>; 0 unknown.</summary>
    [Id(4)] public ushort Country { get; init; }

    /// <summary>Listed and managed only.</summary>
    [Id(5)] public SignInFlags Flags { get; init; }

    /// <summary>The <see cref="Model.Entities.EgressClass"/>.</summary>
    [Id(6)] public byte Egress { get; init; }

    internal static SessionOrigin Of(in SeenSession seen) => new()
    {
        Ip = seen.Mark.Address,
        NetworkHash = seen.Mark.NetworkHash,
        Software = seen.Software,
        Asn = seen.Mark.Asn,
        Country = seen.Mark.CountryCode,
        Flags = seen.Mark.Flags & Kept,
        Egress = seen.Mark.EgressCode,
    };

    internal SeenSession Seen(in KnownSession session) => new(
        new SignInMark
        {
            TimeMs = session.FirstMs,
            Id = session.FirstId,
            Address = Ip,
            NetworkHash = NetworkHash,
            Asn = Asn,
            CountryCode = Country,
            EgressCode = Egress,
            Flags = Flags,
        },
        Software,
        session.LastMs);
}
