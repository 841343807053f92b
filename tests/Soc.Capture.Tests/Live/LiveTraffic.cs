using System.Buffers.Binary;
using Shouldly;
using Soc.Capture.Link;
using Soc.Capture.Link.Live;

namespace Soc.Capture.Tests.Live;

/// <summary>Frames that nobody else sends, and how they are sent and read.</summary>
internal static class LiveTraffic
{
    /// <summary>Only frames of the type that is free for experiments (IEEE 802: 0x88B5).</summary>
    public const string Filter = "ether proto 0x88b5";

    private const int HeaderBytes = 14;

    public static LiveOptions Options(string name) => new()
    {
        Interface = name, Filter = Filter, BufferBytes = 16 * 1024 * 1024, LookEveryMs = 50, FirstRetryMs = 20, LongestRetryMs = 100,
    };

    /// <summary>A frame with its number behind the header, and bytes that depend on it.</summary>
    public static byte[] Frame(int number, int lengthBytes)
    {
        var frame = new byte[lengthBytes];
        frame.AsSpan(0, 6).Fill(0xFF);
        (frame[6], frame[11]) = (0x02, 0x01);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(12), 0x88B5);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(HeaderBytes), number);
        for (var i = HeaderBytes + 4; i < frame.Length; i++)
        {
            frame[i] = (byte)(number + i);
        }

        return frame;
    }

    private static readonly Taker Passed = new(null);

    public static int NumberOf(in RawFrame frame) => BinaryPrimitives.ReadInt32BigEndian(frame.Data[HeaderBytes..]);

    public static void Send(IFrameSender sender, int from, int count, int lengthBytes)
    {
        var frame = Frame(from, lengthBytes);
        for (var i = 0; i < count; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(HeaderBytes), from + i);
            sender.TrySend(frame, out var reason).ShouldBeTrue(reason);
        }
    }

    /// <summary>Reads what comes until there is enough, or the time is over.</summary>
    public static int Read(LiveLink link, int enough, int timeoutMs = 5_000, Action<RawFrame>? take = null)
    {
        var count = 0;
        var taker = new Taker(take);
        var end = Environment.TickCount64 + timeoutMs;
        while (count < enough && Environment.TickCount64 < end)
        {
            var read = link.Read(taker, enough - count);
            count += read;
            if (read == 0)
            {
                _ = link.Wait(TimeSpan.FromMilliseconds(20));
            }
        }

        return count;
    }

    /// <summary>Passes over one frame.</summary>
    public static int ReadOne(LiveLink link) => link.Read(Passed, 1);

    /// <summary>Keeps the link going until something is so.</summary>
    public static void Until(LiveLink link, Func<bool> isSo, string what)
    {
        var end = Environment.TickCount64 + 5_000;
        while (!isSo())
        {
            (Environment.TickCount64 < end).ShouldBeTrue($"within 5 s: {what}");
            if (ReadOne(link) == 0)
            {
                _ = link.Wait(TimeSpan.FromMilliseconds(20));
            }
        }
    }

    private sealed class Taker(Action<RawFrame>? take) : IFrameTaker
    {
        public void Take(in RawFrame frame) => take?.Invoke(frame);
    }
}
