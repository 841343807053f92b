namespace Soc.Benchmarks.Capture;

/// <summary>A program that reads captures.</summary>
/// <param name="Row">Name of its row.</param>
/// <param name="Package">Debian's package that has it.</param>
/// <param name="Command">Its command line; the file stands for "FILE".</param>
/// <param name="MaxPackets">It is slow: it gets only the first so many; 0 means all.</param>
internal sealed record Peer(string Row, string Package, string[] Command, int MaxPackets = 0)
{
    public const string File = "FILE";

    private const int SlowPackets = 60_000;

    private static readonly string[] Folders = ["/usr/bin", "/usr/sbin", "/bin", "/sbin"];

    public static IReadOnlyList<Peer> Everybody { get; } =
    [
        new(Aims.Tcpdump, "tcpdump", ["tcpdump", "-Z", "root", "-r", File, "-w", "/dev/null"]),
        new(Aims.Softflowd, "softflowd", ["softflowd", "-d", "-m", "1000000", "-p", "PID", "-c", "SOCKET", "-r", File]),
        new(Aims.Argus, "argus-server", ["argus", "-r", File, "-w", "/dev/null"]),
        new(Aims.NdpiReader, "libndpi-bin", ["ndpiReader", "-q", "-i", File]),
        new(Aims.Tshark, "tshark", ["tshark", "-n", "-c", SlowPackets.ToString(System.Globalization.CultureInfo.InvariantCulture), "-T", "fields", "-e", "frame.number", "-e", "_ws.col.Protocol", "-r", File], SlowPackets),
    ];

    /// <summary>Debian's packages that are needed, what this benchmark itself needs included.</summary>
    public static IEnumerable<string> Packages => Everybody.Where(p => p.Path is null).Select(p => p.Package)
        .Concat(PathOf("tcpreplay") is null ? ["tcpreplay"] : [])
        .Concat(PathOf("time") is null ? ["time"] : []);

    public string? Path => PathOf(Command[0]);

    public static string? PathOf(string program) => Folders.Select(f => System.IO.Path.Combine(f, program)).FirstOrDefault(System.IO.File.Exists);

    public string[] CommandFor(string file, string folder) =>
    [
        Path!, .. Command.Skip(1).Select(w => w switch { File => file, "PID" => System.IO.Path.Combine(folder, "peer.pid"), "SOCKET" => System.IO.Path.Combine(folder, "peer.ctl"), _ => w }),
    ];
}
