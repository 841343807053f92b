using Microsoft.Extensions.Logging.Abstractions;
using Soc.EventLog;
using Soc.EventLog.Embedded;
using Soc.Model.Events;

namespace Soc.Fuzz.Targets;

/// <summary>A damaged file of the event log: what can be read is what was written, and the log goes on.</summary>
internal sealed class LogSegmentTarget : IFuzzTarget
{
    private const int Entries = 12;

    /// <summary>In memory where there is such a folder: the disk is not what is tried here.</summary>
    private readonly DirectoryInfo _folder = new(Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"soc-fuzz-{Environment.ProcessId}"));
    private byte[]? _seed;

    public string Name => "log-segment";

    private EmbeddedEventLogOptions Options => new() { Directory = Path.Combine(_folder.FullName, "log"), PartitionCount = 1 };

    private string Segment => Directory.GetFiles(Path.Combine(Options.Directory, "p000"), "*.log").Order(StringComparer.Ordinal).First();

    public async Task<IReadOnlyList<byte[]>> SeedsAsync() => [await SeedAsync()];

    public async ValueTask RunAsync(byte[] input)
    {
        if (_seed is null)
        {
            throw new InvalidOperationException("The seeds make the log that is damaged.");
        }

        var path = Segment;
        foreach (var other in Directory.GetFiles(Path.GetDirectoryName(path)!).Where(f => f != path))
        {
            File.Delete(other);
        }

        await File.WriteAllBytesAsync(path, input);
        await using var log = EmbeddedEventLog.Open(Options, TimeProvider.System, NullLogger.Instance);
        var last = -1L;
        for (var next = 0L; next < log.EndOffset(0);)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            var batch = await log.ReadAsync(0, next, 100, patience.Token);
            for (var i = 0; i < batch.Count; i++)
            {
                FuzzException.Unless(batch.Offsets[i] > last, "offsets ascend");
                last = batch.Offsets[i];
                FuzzException.Unless(batch.Events[i]?.TimeMs == last, "an entry is the one that was written at its offset");
            }

            next = batch.NextOffset;
        }

        var end = log.EndOffset(0);
        await log.AppendAsync([EntryOf(end)], CancellationToken.None);
        FuzzException.Unless(log.EndOffset(0) == end + 1, "a damaged log goes on");
    }

    private static LogEntry EntryOf(long number) => new(
        Partition: 0,
        new SecurityEvent
        {
            Id = EventId.FromContent("acme", "fuzz", BitConverter.GetBytes(number)),
            Client = "acme",
            Class = EventClass.Authentication,
            ActivityId = Activity.Auth.Logon,
            Status = EventStatus.Success,
            TimeMs = number,
            ReceivedMs = number,
            Source = "fuzz",
            User = new UserIdentity { Name = $"user{number % 3}" },
        },
        Receipt: null);

    private async Task<byte[]> SeedAsync()
    {
        if (_seed is null)
        {
            AppDomain.CurrentDomain.ProcessExit += (_, _) => _folder.Delete(recursive: true);
            if (Directory.Exists(Options.Directory))
            {
                Directory.Delete(Options.Directory, recursive: true);
            }

            await using (var log = EmbeddedEventLog.Open(Options, TimeProvider.System, NullLogger.Instance))
            {
                for (var i = 0; i < Entries; i++)
                {
                    await log.AppendAsync([EntryOf(i)], CancellationToken.None);
                }
            }

            _seed = await File.ReadAllBytesAsync(Segment);
        }

        return _seed;
    }
}
