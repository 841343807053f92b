using System.Text;
using Soc.Capture.Decode;

namespace Soc.Benchmarks.Capture.Traffic;

/// <summary>What hosts of an office say to each other and to the world.</summary>
internal static class Scripts
{
    private const int TlsRecordBytes = 8_192;
    private const int BulkPieceBytes = 60_000;

    public static IEnumerable<Step> Http(Dice dice)
    {
        foreach (var step in Script.Open())
        {
            yield return step;
        }

        var host = FormattableString.Invariant($"www{dice.Below(2_000)}.example.com");
        for (var rest = dice.Skewed(1, 3, 12); rest > 0; rest--)
        {
            var request = Encoding.ASCII.GetBytes(FormattableString.Invariant(
                $"GET /assets/{dice.Below(10_000)}/{dice.Next():x16}.js?v={dice.Below(100)} HTTP/1.1\r\nHost: {host}\r\nUser-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0\r\nAccept: */*\r\nAccept-Language: en-GB,en;q=0.5\r\nAccept-Encoding: gzip, deflate\r\nReferer: http://{host}/index.html\r\nCookie: s={dice.Next():x16}{dice.Next():x16}\r\nConnection: keep-alive\r\n\r\n"));
            foreach (var step in Script.Say(isClient: true, request))
            {
                yield return step;
            }

            var length = dice.Skewed(200, 5_000, 120_000);
            var head = Encoding.ASCII.GetBytes(FormattableString.Invariant(
                $"HTTP/1.1 200 OK\r\nServer: nginx\r\nDate: Mon, 01 Jun 2026 08:00:00 GMT\r\nContent-Type: application/javascript\r\nContent-Length: {length}\r\nETag: \"{dice.Next():x16}\"\r\nCache-Control: max-age=3600\r\nConnection: keep-alive\r\n\r\n"));
            foreach (var step in Script.Say(isClient: false, (byte[])[.. head, .. dice.Noise(length)]))
            {
                yield return step;
            }
        }

        foreach (var step in Script.Close())
        {
            yield return step;
        }
    }

    /// <param name="meanBytes">What the server sends on average.</param>
    public static IEnumerable<Step> Tls(int meanBytes, Dice dice)
    {
        var host = FormattableString.Invariant($"app{dice.Below(3_000)}.example.net");
        var isOld = dice.Below(4) == 0;
        IEnumerable<Step> all =
        [
            .. Script.Open(),
            .. Script.Say(isClient: true, TlsMessages.ClientHello(host, dice)),
            .. Script.Say(isClient: false, isOld ? TlsMessages.ServerFlight12(host, dice) : TlsMessages.ServerFlight13(dice)),
            .. Script.Say(isClient: true, isOld ? TlsMessages.ClientKey12(dice) : TlsMessages.Finished13(dice)),
            .. isOld ? Script.Say(isClient: false, TlsMessages.Finished12(dice)) : [],
        ];
        foreach (var step in all)
        {
            yield return step;
        }

        for (var left = dice.Skewed(1_000, meanBytes, meanBytes * 20); left > 0;)
        {
            // Small questions, answers of some records.
            var answer = Math.Min(left, dice.Skewed(300, 4_000, 300_000));
            left -= answer;
            foreach (var step in Script.Say(isClient: true, TlsMessages.Record(23, dice.Noise(80 + dice.Below(500)))))
            {
                yield return step;
            }

            foreach (var step in Script.Stream(isClient: false, answer, TlsRecordBytes, TlsMessages.RecordHead, dice))
            {
                yield return step;
            }
        }

        foreach (var step in Script.Close())
        {
            yield return step;
        }
    }

    public static IEnumerable<Step> Smb(Dice dice)
    {
        IEnumerable<Step> all =
        [
            .. Script.Open(),
            .. Script.Say(isClient: true, SmbMessages.NegotiateRequest()),
            .. Script.Say(isClient: false, SmbMessages.NegotiateAnswer()),
            .. Script.Say(isClient: true, SmbMessages.TreeRequest(@"\\files\team")),
            .. Script.Say(isClient: false, SmbMessages.TreeAnswer()),
            .. Script.Say(isClient: true, SmbMessages.CreateRequest(FormattableString.Invariant($"plans\\{dice.Below(100_000)}.docx"))),
            .. Script.Say(isClient: false, SmbMessages.CreateAnswer()),
        ];
        foreach (var step in all)
        {
            yield return step;
        }

        ulong number = 3;
        for (var rest = dice.Skewed(1, 6, 60); rest > 0; rest--, number++)
        {
            foreach (var step in Script.Say(isClient: true, SmbMessages.ReadRequest(number)))
            {
                yield return step;
            }

            foreach (var step in Script.Say(isClient: false, SmbMessages.ReadAnswer(number, dice)))
            {
                yield return step;
            }
        }

        foreach (var step in (Step[])[.. Script.Say(isClient: true, SmbMessages.CloseRequest(number)), .. Script.Say(isClient: false, SmbMessages.CloseAnswer(number)), .. Script.Close()])
        {
            yield return step;
        }
    }

    /// <summary>Something that nobody here knows.</summary>
    public static IEnumerable<Step> Bulk(Dice dice) =>
        Script.Open().Concat(Script.Stream(isClient: dice.Below(3) == 0, dice.Skewed(50_000, 400_000, 4_000_000), BulkPieceBytes, _ => [], dice)).Concat(Script.Close());

    /// <summary>Somebody types, or a device reports: little both ways.</summary>
    public static IEnumerable<Step> Chatter(Dice dice)
    {
        foreach (var step in Script.Open())
        {
            yield return step;
        }

        for (var rest = dice.Skewed(10, 60, 600); rest > 0; rest--)
        {
            yield return new Step(true, TcpFlags.Ack | TcpFlags.Psh, dice.Noise(30 + dice.Below(60)).ToArray());
            yield return new Step(false, TcpFlags.Ack | TcpFlags.Psh, dice.Noise(30 + dice.Below(160)).ToArray());
            yield return new Step(true, TcpFlags.Ack, default);
        }

        foreach (var step in Script.Close())
        {
            yield return step;
        }
    }

    public static IEnumerable<Step> Dns(Dice dice)
    {
        byte[] question =
        [
            .. "\u0003www"u8, 12, .. Encoding.ASCII.GetBytes(FormattableString.Invariant($"host{dice.Below(100_000_000):D8}")), .. "\u0007example\u0003org\0"u8, 0, 1, 0, 1,
        ];
        byte[] id = [.. dice.Noise(2)];
        yield return new Step(true, TcpFlags.None, (byte[])[.. id, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, .. question]);
        byte[] answer = [0xC0, 12, 0, 1, 0, 1, 0, 0, 1, 44, 0, 4];
        yield return new Step(false, TcpFlags.None, (byte[])[.. id, 0x81, 0x80, 0, 1, 0, 2, 0, 0, 0, 0, .. question, .. answer, 203, 0, 113, .. dice.Noise(1), .. answer, 203, 0, 113, .. dice.Noise(1)]);
    }

    /// <summary>Speech or pictures over UDP.</summary>
    public static IEnumerable<Step> Media(Dice dice)
    {
        for (var rest = dice.Skewed(20, 200, 3_000); rest > 0; rest--)
        {
            yield return new Step(dice.Below(2) == 0, TcpFlags.None, (byte[])[0x80, 0x60, .. dice.Noise(170 + dice.Below(700))]);
        }
    }

    /// <summary>A question that is refused, or not answered.</summary>
    public static IEnumerable<Step> Probe(Dice dice)
    {
        yield return new Step(true, TcpFlags.Syn, default);
        if (dice.Below(2) == 0)
        {
            yield return new Step(false, TcpFlags.Rst | TcpFlags.Ack, default);
        }
    }
}
