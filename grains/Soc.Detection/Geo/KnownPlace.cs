using System.Runtime.InteropServices;
using Orleans;
using Soc.Detection.SignIns;
using Soc.Model.Entities;

namespace Soc.Detection.Geo;

/// <summary>A network that a user signed in from, where it is, and on which days it was used: 40 bytes.</summary>
[GenerateSerializer, Alias("soc.KnownPlace"), StructLayout(LayoutKind.Auto)]
public record struct KnownPlace
{
    /// <summary>See <see cref="AddressFacts.NetworkHash"/>.</summary>
    [Id(0)] public ulong Network { get; set; }

    [Id(1)] public PooledName City { get; set; }

    /// <summary>Degrees; NaN unknown.</summary>
    [Id(2)] public float Latitude { get; set; }

    /// <summary>Degrees; NaN unknown.</summary>
    [Id(3)] public float Longitude { get; set; }

    /// <summary>0 unknown.</summary>
    [Id(4)] public int Asn { get; set; }

    /// <summary>Accuracy radius in km.</summary>
    [Id(5)] public ushort RadiusKm { get; set; }

    /// <summary>See <see cref="CountryCode"/>; 0 unknown.</summary>
    [Id(6)] public ushort Country { get; set; }

    /// <summary>Day of the first sign-in, days since the epoch; 0: none was learned from yet.</summary>
    [Id(7)] public ushort FirstDay { get; set; }

    [Id(8)] public ushort LastDay { get; set; }

    /// <summary>Last day on which the address stood on no list; 0 none.</summary>
    [Id(9)] public ushort LastUnlistedDay { get; set; }

    /// <summary>Distinct days, saturating at 255.</summary>
    [Id(10)] public byte Days { get; set; }

    /// <summary>The <see cref="EgressClass"/> in the low four bits; 16: people behind it can be anywhere.</summary>
    [Id(11)] public byte Kind { get; set; }

    public readonly EgressClass Egress => (EgressClass)(Kind & 0xf);

    /// <summary>The place is that of a gateway, not of a person: nobody travels to or from it.</summary>
    public readonly bool IsGateway => (Kind & 16) != 0;

    public readonly bool HasPosition => !float.IsNaN(Latitude) && !float.IsNaN(Longitude);

    public static KnownPlace Of(SignIn s, bool isGateway)
    {
        var geo = s.From.Geo;
        return new KnownPlace
        {
            Network = s.From.NetworkHash,
            City = PooledName.Of(geo?.City),
            Latitude = (float)(geo?.Latitude ?? double.NaN),
            Longitude = (float)(geo?.Longitude ?? double.NaN),
            Asn = s.From.Asn,
            RadiusKm = (ushort)Math.Clamp(geo is null || double.IsNaN(geo.RadiusKm) ? 0 : geo.RadiusKm, 0, ushort.MaxValue),
            Country = s.Country,
            Kind = (byte)((int)s.From.Egress & 0xf | (isGateway ? 16 : 0)),
        };
    }

    /// <summary>The same network, or another of the same provider in the same town: nobody travelled.</summary>
    public readonly bool IsSameAs(KnownPlace other) =>
        (Network != 0 && Network == other.Network)
        || (Asn != 0 && Asn == other.Asn && Latitude == other.Latitude && Longitude == other.Longitude && Kind == other.Kind && Country == other.Country);

    /// <summary>It was seen within so many days of the day, before or after.</summary>
    public readonly bool WasSeen(ushort day, int lookBackDays) => FirstDay != 0 && day - LastDay <= lookBackDays && FirstDay - day <= lookBackDays;

    /// <summary>On how many distinct days before this one.</summary>
    public readonly int DaysBefore(ushort day, int lookBackDays) =>
        WasSeen(day, lookBackDays) && FirstDay < day ? Days - (LastDay == day ? 1 : 0) : 0;

    public readonly double DistanceKm(KnownPlace other) => GreatCircle.Km(Latitude, Longitude, other.Latitude, other.Longitude);

    public void Touch(ushort day, bool isListed)
    {
        Days = FirstDay != 0 && (day == LastDay || day == FirstDay || Days == byte.MaxValue) ? Days : (byte)(Days + 1);
        FirstDay = FirstDay == 0 ? day : Math.Min(FirstDay, day);
        LastDay = Math.Max(LastDay, day);
        LastUnlistedDay = isListed ? LastUnlistedDay : Math.Max(LastUnlistedDay, day);
    }
}
