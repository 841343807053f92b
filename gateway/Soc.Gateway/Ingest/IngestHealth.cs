using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Soc.Gateway.Ingest;

/// <summary>
/// What never reached a funnel and nobody was answered for: said in health for as long as it is fresh, with what to do.
/// Reasons are the closed set of <see cref="IngestReasons"/>.
/// </summary>
public sealed class IngestHealth(TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(1);

    /// <summary>Senders try again all the time: without a refusal for so long there is nothing left that is refused.</summary>
    private static readonly TimeSpan StillRefused = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Loss> _losses = new(StringComparer.Ordinal);
    private volatile Refusal? _refusal;

    /// <summary>Sentences for people; empty when all is well.</summary>
    public IReadOnlyList<string> Sentences
    {
        get
        {
            var now = time.GetUtcNow();
            var since = now - Fresh;
            var said = _losses.Where(l => l.Value.Last >= since).OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => Say(l.Key, l.Value)).ToList();
            if (_refusal is { } refusal && refusal.At >= now - StillRefused)
            {
                said.Insert(0, $"Events are refused and kept by their senders: {refusal.Why}");
            }

            return said;
        }
    }

    public void Lost(string reason, long count)
    {
        var now = time.GetUtcNow();
        _losses.AddOrUpdate(reason, _ => new Loss(count, now), (_, before) => new Loss(before.Count + count, now));
    }

    /// <summary>The log takes nothing, for this reason.</summary>
    public void Refused(string why) => _refusal = new Refusal(why, time.GetUtcNow());

    /// <summary>The log takes events.</summary>
    public void Accepted() => _refusal = null;

    private static string Say(string reason, Loss loss)
    {
        var count = loss.Count.ToString("N0", CultureInfo.InvariantCulture);
        var last = loss.Last.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var what = reason switch
        {
            IngestReasons.KernelDrop => $"{count} syslog datagrams were dropped by the kernel, since they came faster than they were read: raise Soc__Syslog__UdpReceiveBufferBytes and the system's net.core.rmem_max, or send by TCP",
            IngestReasons.QueueFull => $"{count} syslog datagrams were dropped, since they came faster than the log took them: raise Soc__Syslog__MaxQueuedDatagrams, or send by TCP, which waits",
            IngestReasons.UnknownSender => $"{count} syslog connections or datagrams came from senders that no listener gives a client: name them in Senders of the listener, or give it a Client",
            IngestReasons.UnknownClient => $"{count} syslog messages are for a client that does not exist: make it with PUT /api/v1/clients/…, or correct the listener's Client",
            IngestReasons.TooManyConnections => $"{count} syslog connections were refused: raise Soc__Syslog__MaxConnections",
            IngestReasons.FrameLength => $"{count} syslog connections were closed, since a frame announced a length that nobody can mean: look at the sender's framing (RFC 6587)",
            _ => $"{count} syslog messages were dropped ({reason})",
        };
        return $"{what}. The last at {last}.";
    }

    private sealed record Refusal(string Why, DateTimeOffset At);

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Loss(long Count, DateTimeOffset Last);
}
