extern alias agent;
using System.Buffers.Binary;
using agent::Soc.CaptureAgent.Spool;

namespace Soc.Fuzz.Targets.Wire;

/// <summary>Damaged and foreign files in the agent's spool: it opens, gives whole batches in order, and takes new ones with numbers that were not there.</summary>
internal sealed class SpoolTarget : IFuzzTarget
{
    private const int HeadBytes = 3;
    private const int MaxFiles = 12;
    private static readonly string[] Names =
    [
        "epoch", "reserved", "00000000000000000001.batch", "00000000000000000002.batch", "00000000000000000003.batch", "2.batch", "18446744073709551615.batch",
        "00000000000000000001.batch.new", "x.batch", "00000000000000001025.batch", "reserved.new", "other",
    ];

    private readonly string _folder = Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"soc-fuzz-spool-{Environment.ProcessId}");

    public SpoolTarget() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Empty();

    public string Name => "agent-spool";

    public Task<IReadOnlyList<byte[]>> SeedsAsync()
    {
        Empty();
        using (var spool = DiskSpool.Open(_folder, 1_000_000))
        {
            spool.Add(2, "some data"u8);
            spool.Add(1, "more"u8);
        }

        var files = Directory.GetFiles(_folder).ToDictionary(f => Path.GetFileName(f), File.ReadAllBytes, StringComparer.Ordinal);
        return Task.FromResult<IReadOnlyList<byte[]>>([[.. files.SelectMany(f => FileOf(f.Key, f.Value))], [.. FileOf("2.batch", files[Names[3]]), .. files.SelectMany(f => FileOf(f.Key, f.Value))]]);
    }

    public ValueTask RunAsync(byte[] input)
    {
        Empty();
        Directory.CreateDirectory(_folder);
        var rest = input.AsSpan();
        for (var i = 0; i < MaxFiles && rest.Length >= HeadBytes; i++)
        {
            var length = Math.Min(BinaryPrimitives.ReadUInt16LittleEndian(rest[1..]), rest.Length - HeadBytes);
            File.WriteAllBytes(Path.Combine(_folder, Names[rest[0] % Names.Length]), rest.Slice(HeadBytes, length));
            rest = rest[(HeadBytes + length)..];
        }

        using var spool = DiskSpool.Open(_folder, 1_000_000);
        FuzzException.Unless(spool.Epoch.Length == 16, "an epoch has sixteen bytes");
        var last = 0UL;
        while (spool.After(last) is { } batch)
        {
            FuzzException.Unless(batch.Number > last && batch.Events >= 0, "batches come in order and say what they have");
            last = batch.Number;
        }

        FuzzException.Unless(spool.Add(3, "new"u8), "a damaged spool takes what is new");
        FuzzException.Unless(spool.After(last) is { Events: 3, Data.Length: 3 } added && spool.After(added.Number) is null, "what is new is the last");
        spool.Acknowledge(ulong.MaxValue);
        FuzzException.Unless(spool is { Count: 0, Bytes: 0 }, "nothing waits when all arrived");
        return ValueTask.CompletedTask;
    }

    private static byte[] FileOf(string name, byte[] content) => [(byte)Array.IndexOf(Names, name), (byte)content.Length, (byte)(content.Length >> 8), .. content];

    private void Empty()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }
}
