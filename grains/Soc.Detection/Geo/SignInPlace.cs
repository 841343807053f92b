using System.Runtime.InteropServices;
using Soc.Detection.SignIns;
using Soc.Model.Entities;
using Soc.Model.Events;

namespace Soc.Detection.Geo;

/// <summary>A stay together with its place, as judges read it.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SignInPlace(Stay Stay, KnownPlace Place)
{
    public long FirstMs => Stay.FirstMs;

    public long LastMs => Stay.LastMs;

    public EventId FirstId => Stay.FirstId;

    public EventId LastId => Stay.LastId;

    public float Latitude => Place.Latitude;

    public float Longitude => Place.Longitude;

    public ushort RadiusKm => Place.RadiusKm;

    public ushort Country => Place.Country;

    public int Asn => Place.Asn;

    public EgressClass Egress => Place.Egress;

    public uint Device => Stay.Device;

    public long Bytes => Stay.KiB * 1024L;

    public string? Ip => Stay.Ip.Text;

    public bool IsGateway => Place.IsGateway || Has(PlaceTraits.VpnExit) || Has(PlaceTraits.CloudService);

    /// <summary>"Zürich, CH", or what is known of it.</summary>
    public string Name
    {
        get
        {
            var country = CountryCode.Unpack(Country);
            var city = Place.City.Text;
            return city is null ? country ?? Ip ?? "an unknown place" : country is null ? city : $"{city}, {country}";
        }
    }

    /// <summary>City, or country where no city is known: for titles.</summary>
    public string ShortName => Place.City.Text ?? Name;

    /// <summary>Place to the degree, for what has to be recognised again.</summary>
    public uint Key => (uint)Country << 16 | (uint)(byte)MathF.Round(Latitude) << 8 | (byte)MathF.Round(Longitude / 2);

    public static SignInPlace Of(SignInMemory memory, int index) => new(memory.Stays[index], memory.Places[memory.Stays[index].Place]);

    public bool Has(PlaceTraits trait) => Stay.Has(trait);

    public bool IsSamePlaceAs(in SignInPlace other) =>
        Stay.Place == other.Stay.Place || Stay.Ip == other.Stay.Ip || Place.IsSameAs(other.Place);
}
