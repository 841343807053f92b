using Soc.Capture.Decode;
using Soc.Capture.Link;
using Soc.Capture.Protocols;

namespace Soc.Fuzz.Targets.Wire;

/// <summary>Beginnings of the conversations in the captures of others, where those are beside the project.</summary>
internal static class CorpusTalk
{
    private const int MaxFrames = 2_000;
    private const int MaxFileBytes = 2 * 1024 * 1024;
    private const int MaxTalkBytes = 12 * 1024;
    private static readonly Lazy<List<(IpProtocol Protocol, List<(Side Side, byte[] Data)> Pieces)>> All = new(Read);

    public static IEnumerable<List<(Side Side, byte[] Data)>> Streams => Of(IpProtocol.Tcp);

    public static IEnumerable<List<(Side Side, byte[] Data)>> Datagrams => Of(IpProtocol.Udp);

    /// <summary>The captures, in a stable order; none where they are not beside the project.</summary>
    public static IEnumerable<FileInfo> Files()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var folder = new DirectoryInfo(Path.Combine(at.FullName, "shared", "corpus", "pcaps"));
            if (folder.Exists)
            {
                return folder.EnumerateFiles("*.pcap*", SearchOption.AllDirectories).Where(f => f.Length < MaxFileBytes).OrderBy(f => f.FullName, StringComparer.Ordinal);
            }
        }

        return [];
    }

    private static IEnumerable<List<(Side Side, byte[] Data)>> Of(IpProtocol protocol) => All.Value.Where(t => t.Protocol == protocol).Select(t => t.Pieces);

    private static List<(IpProtocol Protocol, List<(Side Side, byte[] Data)> Pieces)> Read()
    {
        var all = new List<(IpProtocol, List<(Side, byte[])>)>();
        foreach (var file in Files())
        {
            all.AddRange(Read(file));
        }

        return all;
    }

    private static IEnumerable<(IpProtocol Protocol, List<(Side Side, byte[] Data)> Pieces)> Read(FileInfo file)
    {
        var talks = new Dictionary<(IpProtocol, NetAddress, ushort, NetAddress, ushort), Talk>();
        using var capture = CaptureFile.Open(file.FullName);
        for (var i = 0; i < MaxFrames && capture.TryRead(out var frame); i++)
        {
            var packet = default(Packet);
            if (PacketDecoder.Decode(frame, ref packet) != DecodeOutcome.Ip || packet.IsFragment || packet.Protocol is not (IpProtocol.Tcp or IpProtocol.Udp))
            {
                continue;
            }

            var (there, back) = ((packet.Protocol, packet.Src, packet.SrcPort, packet.Dst, packet.DstPort), (packet.Protocol, packet.Dst, packet.DstPort, packet.Src, packet.SrcPort));
            var side = talks.ContainsKey(back) ? Side.Responder : Side.Originator;
            var key = side == Side.Originator ? there : back;
            if (!talks.TryGetValue(key, out var talk))
            {
                talks.Add(key, talk = new Talk(packet.Protocol));
            }

            talk.Take(side, ref packet);
        }

        return [.. talks.Values.Where(t => t.Pieces.Count > 0).Select(t => (t.Protocol, t.Pieces))];
    }

    /// <summary>Segments that come out of order are left out: it is only to begin from.</summary>
    private sealed class Talk(IpProtocol protocol)
    {
        private readonly uint?[] _next = new uint?[2];
        private int _bytes;

        public IpProtocol Protocol => protocol;

        public List<(Side Side, byte[] Data)> Pieces { get; } = [];

        public void Take(Side side, ref Packet packet)
        {
            ref var next = ref _next[(int)side];
            var isStream = protocol == IpProtocol.Tcp;
            var isSyn = isStream && packet.Flags.Has(TcpFlags.Syn);
            if (packet.Payload.IsEmpty || _bytes >= MaxTalkBytes || (isStream && next is { } expected && packet.Sequence != expected))
            {
                next = isSyn ? packet.Sequence + 1 : next;
                return;
            }

            next = packet.Sequence + (uint)packet.Payload.Length;
            _bytes += packet.Payload.Length;
            Pieces.Add((side, packet.Payload.ToArray()));
        }
    }
}
