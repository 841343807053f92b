using Soc.Simulator.Wire;

namespace Soc.Simulator.Estate;

/// <summary>Endless sign-ins of many people, for measurements: nothing happens, as fast as it can be written.</summary>
/// <param name="users">Number of people, 1–10,000,000.</param>
public sealed class SignInStream(int users, ulong seed)
{
    private static readonly Place[] Homes = [Place.London, Place.LondonWest, Place.LondonNorth, Place.LondonSky];

    /// <param name="startMs">Time of the first record, ms since the epoch.</param>
    /// <param name="stepMs">Time between two records, ms.</param>
    public IEnumerable<RawRecord> Records(long startMs, long stepMs = 10)
    {
        var rng = new Rng(seed);
        for (var at = startMs; ; at += stepMs)
        {
            var person = PersonAt(rng.Next(users));
            yield return rng.Next(4) == 0
                ? PanOs.GlobalProtect(person, at, "gateway-connected", "connected", person.HomeIp, person.Home.Country, success: true, tunnelIp: VpnSession.TunnelIp(person))
                : Entra.SignIn(person, at, person.Home, person.HomeIp);
        }
    }

    private static Person PersonAt(int number)
    {
        var login = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"user{number:0000000}");
        return new Person(Company.Norvik, number, login, login, Homes[number % Homes.Length], number / Homes.Length, 500);
    }
}
