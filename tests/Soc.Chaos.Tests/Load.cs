using System.Globalization;
using Soc.Simulator.Estate;
using Soc.Simulator.Wire;

namespace Soc.Chaos.Tests;

/// <summary>
/// Some days of about 300 people with attacks among them, cut into requests. No two requests have the same number of
/// records, so that a receipt in the log says which request it belongs to.
/// </summary>
internal sealed class Load
{
    public const int Users = 300;

    /// <summary>The last one ends in a request that is not full and is left out: nothing but ordinary life.</summary>
    private const int Days = 7;
    private const int SignInsADay = 3;
    private const int Attacked = 14;
    private const int SmallestRequest = 20;
    private const long MinuteMs = 60_000;
    private const long DayMs = 1_440 * MinuteMs;
    private static readonly long Begin = new DateTimeOffset(2025, 3, 3, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    private readonly Rng _rng;
    private readonly List<RawRecord> _records = [];
    private readonly Person[] _people;

    public Load(ulong seed)
    {
        _rng = new Rng(seed);
        _people = [.. Enumerable.Range(0, Users).Select(PersonOf)];
        Live();
        for (var i = 0; i < Attacked; i++)
        {
            GuessPassword(_people[i * 7], i);
            Bombard(_people[(i * 7) + 1], i);
        }

        for (var i = 0; i < 4; i++)
        {
            Spray(i);
        }

        SprayFromMany();
        Requests = Cut();
        EventsByUser = Requests.SelectMany(r => r.Records).GroupBy(UserOf, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
    }

    /// <summary>In the order in which they are sent.</summary>
    public IReadOnlyList<Request> Requests { get; }

    /// <summary>Distinct events of each user.</summary>
    public IReadOnlyDictionary<string, int> EventsByUser { get; }

    public int Records => Requests.Sum(r => r.Records.Count);

    private static Person PersonOf(int i)
    {
        var login = string.Create(CultureInfo.InvariantCulture, $"person{i:000}");
        Place[] homes = [Place.London, Place.LondonWest, Place.LondonNorth, Place.LondonSky];
        return new Person(Company.Norvik, i, login, login, homes[i % homes.Length], i / homes.Length, 450 + (i % 100));
    }

    // The UPN stands in each of the lines, in Entra's and in Duo's.
    private static string UserOf(RawRecord record)
    {
        var at = record.Text.IndexOf("@norvik.example", StringComparison.Ordinal);
        var start = record.Text.LastIndexOf('"', at) + 1;
        return record.Text[start..(at + "@norvik.example".Length)];
    }

    private void Live()
    {
        foreach (var p in _people)
        {
            for (var day = 0; day < Days; day++)
            {
                for (var i = 0; i < SignInsADay; i++)
                {
                    var at = At(day, p.StartMinute + (i * 120) + _rng.Next(60));
                    if (_rng.Chance(0.2))
                    {
                        _records.Add(Duo.Authentication(p, at, p.Home, p.HomeIp));
                        continue;
                    }

                    // Now and then a device that nobody saw before.
                    var other = day > 2 && _rng.Chance(0.02)
                        ? new Entra.Options { DeviceId = Ids.Guid("other", p.Upn, day.ToString(CultureInfo.InvariantCulture)), DeviceName = "OTHER-1", Managed = false, Os = "Ios 17", Browser = "Safari 17" }
                        : null;
                    _records.Add(Entra.SignIn(p, at, p.Home, p.HomeIp, other));
                }
            }
        }
    }

    private void GuessPassword(Person p, int i)
    {
        var ip = string.Create(CultureInfo.InvariantCulture, $"198.51.100.{10 + i}");
        var start = At(2 + (i % 4), 180 + (i * 40));
        for (var k = 0; k < 7; k++)
        {
            _records.Add(Wrong(p, start + (k * 20_000), ip));
        }

        _records.Add(Entra.SignIn(p, start + 200_000, Place.Hetzner, ip, new Entra.Options { MfaMethod = null, Managed = false }));
    }

    private void Bombard(Person p, int i)
    {
        var ip = string.Create(CultureInfo.InvariantCulture, $"203.0.113.{10 + i}");
        var start = At(2 + (i % 4), 1_000 + (i * 20));
        for (var k = 0; k < 6; k++)
        {
            _records.Add(Duo.Authentication(p, start + (k * 40_000), Place.Lagos, ip, success: false, reason: "no_response"));
        }

        _records.Add(Duo.Authentication(p, start + 300_000, Place.Lagos, ip));
    }

    // Twice fifteen: the detector tells a spray again when it has doubled, and so its last word knows all of it.
    private void Spray(int i)
    {
        var ip = string.Create(CultureInfo.InvariantCulture, $"192.0.2.{10 + i}");
        var start = At(1 + i, 1_300);
        for (var k = 0; k < 30; k++)
        {
            _records.Add(Wrong(_people[100 + (i * 30) + k], start + (k * 11_000), ip));
        }
    }

    private void SprayFromMany()
    {
        var start = At(5, 60);
        for (var k = 0; k < 100; k++)
        {
            _records.Add(Wrong(_people[220 + (k / 2)], start + (k * 7_000), string.Create(CultureInfo.InvariantCulture, $"192.0.2.{100 + (k % 27)}")));
        }
    }

    private static RawRecord Wrong(Person p, long at, string ip) =>
        Entra.SignIn(p, at, Place.Hetzner, ip, new Entra.Options { ErrorCode = 50126, FailureReason = "Invalid username or password.", MfaMethod = null, Managed = false });

    private static long At(int day, int minute) => Begin + (day * DayMs) + (minute * MinuteMs);

    private List<Request> Cut()
    {
        var requests = new List<Request>();
        var ordered = _records.OrderBy(r => r.AtMs).ThenBy(r => r.Text, StringComparer.Ordinal).DistinctBy(r => r.Text, StringComparer.Ordinal).ToArray();
        var start = 0;
        for (var size = SmallestRequest; start + size <= ordered.Length; size++)
        {
            requests.Add(new Request(ordered[start..(start + size)]));
            start += size;
        }

        return requests;
    }
}
