using Orleans;
using Soc.Detection.Geo;
using Soc.Detection.Windows;

namespace Soc.Detection.SignIns;

/// <summary>
/// What all detectors of a user share: where he was lately, the networks, countries, devices and hours that are his, and the last
/// second factors. Learned once from an event, after the detectors judged it by what was known before. An ordinary user's takes
/// about 1 KB; what only some need is made when they need it.
/// </summary>
[GenerateSerializer, Alias("soc.state.user")]
public sealed class SignInMemory : DetectorState
{
    /// <summary>Most networks kept; the one not used for longest goes.</summary>
    public const int MaxPlaces = 24;

    /// <summary>Most stays kept, those of a day.</summary>
    public const int MaxStays = 8;

    /// <summary>Most device names kept; one device may have two, its id and its host name.</summary>
    public const int MaxDevices = 16;

    public const int MaxFactors = 2;

    /// <summary>Countries and networks are remembered so long, days (Sentinel UEBA: first-seen look-back for countries).</summary>
    public const int PlaceDays = 90;

    /// <summary>Most detectors with a memory of their own; there are fewer.</summary>
    public const int MaxParts = 32;

    [Id(0)] public KnownPlace[] Places { get; set; } = [];

    /// <summary>Ordered by their first sign-in.</summary>
    [Id(1)] public Stay[] Stays { get; set; } = [];

    /// <summary>Hashes of device ids and host names.</summary>
    [Id(2)] public SeenTable Devices { get; set; }

    /// <summary>Hours of the week in the client's zone at which the user signs in.</summary>
    [Id(3)] public HourProfile Hours { get; set; }

    /// <summary>Since when the user's own sign-ins are learned from.</summary>
    [Id(4)] public LearningClock Clock { get; set; }

    /// <summary>Newest last.</summary>
    [Id(5)] public FactorGiven[] Factors { get; set; } = [];

    /// <summary>Own memories of detectors that need one for this user, in no order.</summary>
    [Id(6)] public DetectorState[] Parts { get; set; } = [];

    /// <summary>Newest use of the account, by a person or in the background, minutes since the epoch; 0 none.</summary>
    [Id(7)] public int LastUseMinute { get; set; }

    /// <summary>Last hour counted in <see cref="Hours"/>, hours since the epoch: one hour counts once however many sign-ins it has.</summary>
    [Id(8)] public int LastHour { get; set; }

    /// <summary>Days with a use, saturating.</summary>
    [Id(9)] public ushort ActiveDays { get; set; }

    public bool IsEmpty => LastUseMinute == 0 && Factors.Length == 0 && Parts.Length == 0;

    /// <summary>A personal network in this country was seen within the look-back.</summary>
    public bool KnowsCountry(ushort country, ushort day, bool orGateway = false)
    {
        foreach (ref readonly var place in Places.AsSpan())
        {
            if (place.Country == country && (orGateway || !place.IsGateway) && place.WasSeen(day, PlaceDays))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>On how many days before the user was seen in this country, at least: the most of any of its networks.</summary>
    public int DaysInCountry(ushort country, ushort day)
    {
        var days = 0;
        foreach (ref readonly var place in Places.AsSpan())
        {
            days = place.Country == country && !place.IsGateway ? Math.Max(days, place.DaysBefore(day, PlaceDays)) : days;
        }

        return days;
    }

    /// <summary>On how many days before the user was seen in this autonomous system, at least.</summary>
    public int DaysInNetwork(int asn, ushort day)
    {
        var days = 0;
        foreach (ref readonly var place in Places.AsSpan())
        {
            days = asn != 0 && place.Asn == asn ? Math.Max(days, place.DaysBefore(day, PlaceDays)) : days;
        }

        return days;
    }

    /// <summary>The user signed in from this network on a day before.</summary>
    public bool IsOwnNetwork(ulong networkHash, long beforeMs)
    {
        var day = SeenTable.DayOf(beforeMs);
        foreach (ref readonly var place in Places.AsSpan())
        {
            if (networkHash != 0 && place.Network == networkHash && place.FirstDay != 0 && place.FirstDay < day)
            {
                return true;
            }
        }

        return false;
    }
}
