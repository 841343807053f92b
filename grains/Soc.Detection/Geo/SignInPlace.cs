using Orleans;
using Soc.Model.Entities;
using Soc.Model.Events;

namespace Soc.Detection.Geo;

/// <summary>A stay of a user in one network: sign-ins that follow one another there are one stay.</summary>
[GenerateSerializer, Alias("soc.SignInPlace")]
public sealed record SignInPlace
{
    /// <summary>Event time of the first sign-in, ms since the epoch.</summary>
    [Id(0)] public long FirstMs { get; set; }

    /// <summary>Event time until which the user was certainly here.</summary>
    [Id(1)] public long LastMs { get; set; }

    [Id(2)] public EventId FirstId { get; set; }

    [Id(3)] public EventId LastId { get; set; }

    /// <summary>See <see cref="AddressFacts.NetworkHash"/>.</summary>
    [Id(4)] public ulong Network { get; set; }

    /// <summary>Degrees.</summary>
    [Id(5)] public float Latitude { get; set; }

    /// <summary>Degrees.</summary>
    [Id(6)] public float Longitude { get; set; }

    /// <summary>Accuracy radius in km.</summary>
    [Id(7)] public ushort RadiusKm { get; set; }

    /// <summary>See <see cref="CountryCode"/>.</summary>
    [Id(8)] public ushort Country { get; set; }

    [Id(9)] public int Asn { get; set; }

    [Id(10)] public EgressClass Egress { get; set; }

    [Id(11)] public PlaceTraits Traits { get; set; }

    /// <summary>Hash of the device; 0 unknown.</summary>
    [Id(12)] public uint Device { get; set; }

    /// <summary>Hash of the address inside the VPN tunnel; 0 none.</summary>
    [Id(13)] public uint TunnelIp { get; set; }

    /// <summary>Bytes moved from here since, as far as the events show; saturates.</summary>
    [Id(14)] public long Bytes { get; set; }

    [Id(15)] public string? Ip { get; set; }

    [Id(16)] public string? City { get; set; }

    /// <summary>The place is that of a gateway, not of a person: nobody travels to or from it.</summary>
    public bool IsGateway =>
        Has(PlaceTraits.VpnExit) || Has(PlaceTraits.CloudService) || Egress is EgressClass.PrivacyRelay or EgressClass.Satellite;

    /// <summary>"Zürich, CH", or what is known of it.</summary>
    public string Name
    {
        get
        {
            var country = CountryCode.Unpack(Country);
            return City is null ? country ?? Ip ?? "an unknown place" : country is null ? City : $"{City}, {country}";
        }
    }

    /// <summary>City, or country where no city is known: for titles.</summary>
    public string ShortName => City ?? Name;

    /// <summary>Place to the degree, for what has to be recognised again.</summary>
    public uint Key => (uint)Country << 16 | (uint)(byte)MathF.Round(Latitude) << 8 | (byte)MathF.Round(Longitude / 2);

    public bool Has(PlaceTraits trait) => (Traits & trait) != PlaceTraits.None;

    /// <summary>The same network, or another of the same provider in the same town: nobody travelled.</summary>
    public bool IsSamePlaceAs(SignInPlace other) =>
        (Network != 0 && Network == other.Network)
        || (Ip is not null && string.Equals(Ip, other.Ip, StringComparison.Ordinal))
        || (Asn != 0 && Asn == other.Asn && Latitude == other.Latitude && Longitude == other.Longitude && Egress == other.Egress && Country == other.Country);
}
