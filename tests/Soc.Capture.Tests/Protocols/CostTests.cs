using System.Text;
using Shouldly;
using Soc.Capture.Payload;
using Soc.Capture.Protocols;
using Soc.Capture.Protocols.Dns;
using Soc.Capture.Tests.Protocols.Dns;
using Soc.Capture.Tests.Protocols.Kerberos;
using Soc.Capture.Tests.Protocols.Quic;
using Soc.Capture.Tests.Protocols.Rdp;
using Soc.Capture.Tests.Protocols.Smb;
using Soc.Capture.Tests.Protocols.Tls;
using Xunit;

namespace Soc.Capture.Tests.Protocols;

/// <summary>
/// What is worst for a parser, and four times as much of it: memory that is allocated grows by four at most, not by sixteen. Counted, never timed.
/// </summary>
public sealed class CostTests
{
    private const int Times = 4;

    /// <summary>First uses, lists that double.</summary>
    private const long BaseBytes = 96 * 1024;

    private const double Slack = 1.5;

    /// <summary>Of any bytes, whoever sends them.</summary>
    private const long MaxBytesPerByte = 300;

    public static TheoryData<string, int> Streams => new()
    {
        { "http", 0 }, { "http", 1 }, { "http", 2 }, { "http", 3 }, { "http", 4 }, { "http", 5 },
        { "ssl", 0 }, { "ssl", 1 }, { "ssl", 2 },
        { "smb", 0 }, { "smb", 1 }, { "smb", 2 }, { "smb", 3 },
        { "krb_tcp", 0 }, { "krb_tcp", 1 }, { "krb_tcp", 2 },
        { "dns", 0 }, { "dns", 1 }, { "dns", 2 },
        { "ssh", 0 }, { "ssh", 1 }, { "ssh", 2 },
        { "rdp", 0 }, { "rdp", 1 },
    };

    [Theory]
    [MemberData(nameof(Streams))]
    public void A_stream_of_the_worst_costs_in_proportion(string protocol, int kind)
    {
        var found = ProtocolCatalog.Load().Streams.Single(p => p.Name == protocol);
        Check(repeats =>
        {
            var (start, unit, end) = Worst(protocol, kind);
            byte[] data = [.. start, .. Enumerable.Repeat(unit, repeats).SelectMany(u => u), .. end];
            return (data.Length, () => Fed(found.Begin(), data));
        });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    public void Frames_of_QUIC_cost_in_proportion(int bytesOfEach) => Check(repeats =>
    {
        var datagrams = Enumerable.Range(0, repeats / 4).Select(i => QuicBytes.OfClient(Soc.Capture.Protocols.Quic.QuicVersion.One, [.. Enumerable.Range(0, 1_000 / (bytesOfEach + 9)).SelectMany(n => QuicBytes.Crypto((i + n) * 37 % 16_000, new byte[bytesOfEach]))], i)).ToList();
        return (datagrams.Sum(d => d.Length), () =>
        {
            var parser = new Soc.Capture.Protocols.Quic.QuicParser();
            datagrams.ForEach(d => parser.Read(Side.Originator, d, 1, new Dropped()));
        });
    });

    /// <summary>Questions without answers, each a pointer to one long name; and options by the hundred.</summary>
    [Fact]
    public void Datagrams_of_questions_cost_in_proportion() => Check(repeats => (repeats * LongQuestions.Length, () =>
    {
        var parser = DnsDatagrams.Dns.Begin();
        for (var i = 0; i < repeats; i++)
        {
            parser.Read(Side.Originator, LongQuestions, i, new Dropped());
        }
    }));

    private static byte[] LongQuestions => [.. DnsBytes.Message(7, 0x0100, questions: 200).Name(string.Join('.', Enumerable.Repeat(new string('\u0001', 60), 4))).U16(1).U16(1).ToArray(), .. Enumerable.Repeat((byte[])[0xC0, 12, 0, 1, 0, 1], 199).SelectMany(q => q)];

    private static (byte[] Start, byte[] Unit, byte[] End) Worst(string protocol, int kind) => (protocol, kind) switch
    {
        ("http", 0) => (Text("GET / HTTP/1.1\r\n"), Text("Via:\r\n"), Text("\r\n")),
        ("http", 1) => (Text("GET / HTTP/1.1\r\n"), Text("Forwarded: " + new string('\u0001', 200) + "\r\n"), Text("\r\n")),
        ("http", 2) => (Text("GET /"), Text(new string('a', 400)), Text(" HTTP/1.1\r\n\r\n")),
        ("http", 3) => (Text("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"), Text("1\r\na\r\n"), Text("0\r\n\r\n")),
        ("http", 4) => ([], Text("GET /a HTTP/1.1\r\nAuthorization: NTLM TlRMTVNTUAADAAAA\r\n\r\n"), []),
        ("http", 5) => (Text("GET / HTTP/1.1\r\n"), Text("Host: " + new string('\u0001', 300) + "\r\n"), []),
        ("ssl", 0) => ([], Hellos.Record(22, Hellos.Message(1, Hellos.Client([0x1301], Hellos.ServerName("a.example")))), []),
        ("ssl", 1) => ([], Hellos.Record(21, [1, 0]), []),
        ("ssl", 2) => ([], Hellos.Record(22, Hellos.Message(0, [])), []),
        ("smb", 0) => ([], SmbBytes.Frame(SmbBytes.Message(5, 1, 0, SmbBytes.Create("a", 1)), SmbBytes.Message(5, 2, 0, SmbBytes.Create("b", 1))), []),
        ("smb", 1) => ([], SmbBytes.Frame(SmbBytes.Message(3, 1, 0, SmbBytes.TreeConnect(new string('\u0001', 1_000)))), []),
        ("smb", 2) => ([], SmbBytes.Frame(SmbBytes.Message(6, 1, 0, SmbBytes.Close(SmbBytes.AnyFile)), SmbBytes.Message(6, 1, 1, new byte[60])), []),
        ("smb", 3) => ([], [0x85, 0, 0, 0], []),
        ("krb_tcp", 0) => ([], KerberosBytes.Framed(KerberosBytes.Request(10, "a/b/c/d/e/f/g/h", "krbtgt/R", [18, 17, 23], 1, isProven: true)), []),
        ("krb_tcp", 1) => ([], KerberosBytes.Framed(KerberosBytes.Error(25, new string('\u0001', 200))), []),
        ("krb_tcp", 2) => ([], KerberosBytes.Framed(KerberosBytes.Request(10, string.Concat(Enumerable.Repeat("/", 60)), "/", [.. Enumerable.Repeat(1, 30)], 1, isProven: true)), []),
        ("dns", 0) => ([], Framed(LongQuestions), []),
        ("dns", 1) => ([], Framed(DnsBytes.Response(1, new string('a', 60), 16, [.. Enumerable.Repeat((byte[])[3, 1, 2, 3], 40)])), []),
        ("dns", 2) => ([], Framed(DnsBytes.Query(1, "a")), []),
        ("ssh", 0) => (Text("SSH-2.0-x\r\n"), [0, 0, 0, 12, 10, 2, .. new byte[10]], []),
        ("ssh", 1) => ([.. Text("SSH-2.0-x\r\n"), 0, 0, 0x80, 0, 4, 20, .. new byte[16], 0, 0, 0x7F, 0], Text(",,,,"), []),
        ("ssh", 2) => (Text("SSH-2.0-x\r\n"), new byte[400], []),
        ("rdp", 0) => (RdpBytes.Request("Cookie: mstshash=a\r\n", 1), RdpBytes.Data([1, 2, 3]), []),
        ("rdp", 1) => (RdpBytes.Request("", 1), [3, 0, 0xFF, 0xFF], []),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static byte[] Text(string text) => Encoding.Latin1.GetBytes(text);

    private static byte[] Framed(byte[] message) => [(byte)(message.Length >> 8), (byte)message.Length, .. message];

    /// <summary>In segments of a usual size, the pending bytes in front, as the agent shows them.</summary>
    private static void Fed(StreamParser parser, byte[] data)
    {
        const int segmentBytes = 1_448;
        var (start, sink) = (0, new Dropped());
        for (var end = Math.Min(segmentBytes, data.Length); ; end = Math.Min(end + segmentBytes, data.Length))
        {
            var step = parser.Read(Side.Originator, data.AsSpan(start..end), 1, sink);
            start += step.Consumed;
            if (step.Verdict != ParserVerdict.More || end == data.Length || end - start > parser.MaxPendingBytes)
            {
                break;
            }
        }

        parser.End(2, sink);
    }

    private static void Check(Func<int, (int Bytes, Action Run)> made)
    {
        const int repeats = 64;
        var ((fewBytes, few), (manyBytes, many)) = (made(repeats), made(Times * repeats));
        few();
        var (costOfFew, costOfMany) = (Allocated(few), Allocated(many));
        costOfMany.ShouldBeLessThanOrEqualTo((long)(Slack * Times * costOfFew) + BaseBytes, $"{costOfFew} bytes for {fewBytes}, {costOfMany} for {manyBytes}");
        costOfMany.ShouldBeLessThanOrEqualTo((MaxBytesPerByte * manyBytes) + BaseBytes, $"{costOfMany} bytes for {manyBytes}");
    }

    private static long Allocated(Action run)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        run();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private sealed class Dropped : IProtocolSink
    {
        public void Take(ProtocolRecord record)
        {
            // Only what the parser itself allocates counts.
        }
    }
}
