using System.Globalization;
using Soc.Simulator.Estate;
using Soc.Simulator.Wire;

namespace Soc.Chaos.Tests;

/// <summary>Many other people's ordinary mornings, all at once, in bursts: what a failure falls into. As much as the cluster takes.</summary>
internal sealed class Crowd : IDisposable
{
    private const int Connections = 4;
    private const int RequestsEach = 10;

    // More than any request of the load has.
    private const int SmallestRequest = 400;
    private const int SignInsEach = 4;
    private const int MinuteMs = 60_000;
    private static readonly long Begin = new DateTimeOffset(2025, 3, 4, 8, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    private readonly Sender[][] _senders;
    private readonly Request[][][] _requests;
    private readonly List<int> _sent = [];

    /// <param name="bursts">How many of them there will be.</param>
    /// <param name="address">Where they are sent.</param>
    public Crowd(int bursts, Uri address)
    {
        _senders = [.. Enumerable.Range(0, bursts).Select(_ => Enumerable.Range(0, Connections).Select(_ => new Sender(address)).ToArray())];
        var size = SmallestRequest;
        var person = Load.Users;
        _requests = [.. Enumerable.Range(0, bursts).Select(_ => Enumerable.Range(0, Connections).Select(_ => Enumerable.Range(0, RequestsEach).Select(_ => RequestOf(size++, ref person)).ToArray()).ToArray())];
    }

    /// <summary>Of the bursts that were sent.</summary>
    public IEnumerable<Sender> Senders => _sent.SelectMany(b => _senders[b]);

    /// <summary>Of the bursts that were sent.</summary>
    public IEnumerable<Request> Requests => _sent.SelectMany(b => _requests[b]).SelectMany(r => r);

    /// <summary>Requests of a burst that were acknowledged.</summary>
    public int Acknowledged(int burst) => _senders[burst].Sum(s => s.Acknowledged);

    /// <summary>Sends one burst, on several connections.</summary>
    public Task SendAsync(int burst, CancellationToken cancellationToken)
    {
        _sent.Add(burst);
        return Task.WhenAll(_senders[burst].Zip(_requests[burst], (sender, requests) => sender.SendAsync(requests, cancellationToken)));
    }

    public void Dispose()
    {
        foreach (var sender in _senders.SelectMany(s => s))
        {
            sender.Dispose();
        }
    }

    // A person is in one request only: the order between connections does not matter.
    private static Request RequestOf(int size, ref int person)
    {
        var records = new List<RawRecord>(size);
        while (records.Count < size)
        {
            var login = string.Create(CultureInfo.InvariantCulture, $"crowd{person:00000}");
            var p = new Person(Company.Norvik, person, login, login, Place.London, person % 200, 450);
            for (var i = 0; i < SignInsEach && records.Count < size; i++)
            {
                records.Add(Duo.Authentication(p, Begin + ((person % 60) * MinuteMs) + (i * 20 * MinuteMs), p.Home, p.HomeIp));
            }

            person++;
        }

        return new Request(records);
    }
}
