namespace Soc.Benchmarks.Capture.Traffic;

/// <summary>Makes captures of an office's traffic by a seed, always the same.</summary>
internal static class TrafficFile
{
    // 2026-06-01, 08:00.
    private const long BeginNs = 1_780_300_800_000_000_000;
    private const int Clients = 20_000;
    private const int Servers = 5_000;
    private const int AtATime = 4_000;
    private const ulong Seed = 20_260_601;

    /// <summary>A mix of conversations, many at a time, over one minute.</summary>
    public static (long Frames, long Bytes) WriteMix(string path, int frames, CancellationToken cancellationToken)
    {
        using var file = new PcapWriter(path);
        var dice = new Dice(Seed);
        var stepNs = 60_000_000_000L / frames;
        var going = new Conversation[AtATime];
        for (var i = 0; i < going.Length; i++)
        {
            going[i] = Any(dice);
        }

        for (var atNs = BeginNs; file.Frames < frames; atNs += stepNs)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ref var one = ref going[dice.Below(going.Length)];
            while (!one.TryWrite(file, atNs))
            {
                one.Dispose();
                one = Any(dice);
            }
        }

        foreach (var one in going)
        {
            one.Dispose();
        }

        return (file.Frames, file.Bytes);
    }

    /// <summary>So many connections that all have begun and none has ended, each with its first packets.</summary>
    public static (long Frames, long Bytes) WriteOpen(string path, int connections, CancellationToken cancellationToken)
    {
        const int each = 6;
        using var file = new PcapWriter(path);
        var dice = new Dice(Seed + 1);
        var going = new Conversation[connections];
        for (var i = 0; i < going.Length; i++)
        {
            going[i] = Connection(dice, (uint)i);
        }

        var stepNs = 10_000_000_000L / ((long)connections * each);
        var atNs = BeginNs;
        for (var i = 0; i < each; i++)
        {
            foreach (var one in going)
            {
                cancellationToken.ThrowIfCancellationRequested();
                _ = one.TryWrite(file, atNs);
                atNs += stepNs;
            }
        }

        return (file.Frames, file.Bytes);
    }

    private static Conversation Any(Dice dice) => dice.Below(100) switch
    {
        < 20 => Tcp(80, Scripts.Http(dice), dice),
        < 46 => Tcp(443, Scripts.Tls(30_000, dice), dice),
        < 49 => Tcp(445, Scripts.Smb(dice), dice),
        < 51 => Tcp((ushort)(20_000 + dice.Below(2_000)), Scripts.Bulk(dice), dice),
        < 56 => Tcp((ushort)(22_000 + dice.Below(2_000)), Scripts.Chatter(dice), dice),
        < 59 => Udp((ushort)(30_000 + dice.Below(10_000)), Scripts.Media(dice), dice),
        < 67 => Tcp((ushort)(1 + dice.Below(30_000)), Scripts.Probe(dice), dice),
        _ => Udp(53, Scripts.Dns(dice), dice),
    };

    // Ports and addresses by the number: no two are the same connection.
    private static Conversation Connection(Dice dice, uint number)
    {
        var (port, script) = (number % 10) switch
        {
            < 4 => ((ushort)80, Scripts.Http(dice)),
            < 8 => ((ushort)443, Scripts.Tls(30_000, dice)),
            8 => ((ushort)445, Scripts.Smb(dice)),
            _ => ((ushort)22_000, Scripts.Chatter(dice)),
        };
        return new Conversation(isTcp: true, Client(number % Clients), (ushort)(40_000 + (number / Clients)), Server(number % Servers), port, script, dice);
    }

    private static Conversation Tcp(ushort port, IEnumerable<Step> script, Dice dice) => Of(isTcp: true, port, script, dice);

    private static Conversation Udp(ushort port, IEnumerable<Step> script, Dice dice) => Of(isTcp: false, port, script, dice);

    private static Conversation Of(bool isTcp, ushort port, IEnumerable<Step> script, Dice dice) =>
        new(isTcp, Client((uint)dice.Below(Clients)), (ushort)(32_768 + dice.Below(28_000)), Server((uint)dice.Below(Servers)), port, script, dice);

    private static uint Client(uint number) => 0x0A00_0000 | (number + 256);

    // 198.18.0.0/15 is for benchmarks (RFC 2544).
    private static uint Server(uint number) => 0xC612_0000 | number;
}
