namespace Soc.Gateway.Ingest.Identity;

/// <summary>
/// Keeps what the directory learned over a restart: reads it before anything listens, writes it when it grew, and at the stop. The file
/// is written whole, so that the rest after a write is a multiple of its length: a large directory that still learns costs 2 % of a core.
/// </summary>
internal sealed class IdentityPersistence(IdentityDirectory directory, IdentityFile file, TimeProvider time, ILogger<IdentityPersistence> logger) : BackgroundService
{
    public static readonly TimeSpan WriteEvery = TimeSpan.FromSeconds(5);

    /// <summary>What was learned within this time before a crash is learned anew.</summary>
    public static readonly TimeSpan MaxRest = TimeSpan.FromMinutes(2);

    private const int RestFactor = 50;

    private long _writtenVersion;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await file.ReadAsync(cancellationToken) is { } snapshot)
            {
                directory.Restore(snapshot);
            }
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or IOException or UnauthorizedAccessException or NullReferenceException)
        {
            IngestLog.IdentityNotRead(logger, file.Path, unreadable.Message);
            file.SetAside();
        }

        _writtenVersion = directory.Version;
        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await WriteAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var rest = WriteEvery;
            while (true)
            {
                await Task.Delay(rest, time, stoppingToken);
                var started = time.GetTimestamp();
                await WriteAsync(stoppingToken);
                rest = RestAfter(time.GetElapsedTime(started));
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping; the last write is made there.
        }
    }

    internal static TimeSpan RestAfter(TimeSpan took) =>
        TimeSpan.FromTicks(Math.Clamp(took.Ticks * RestFactor, WriteEvery.Ticks, MaxRest.Ticks));

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        var version = directory.Version;
        if (version == _writtenVersion)
        {
            return;
        }

        try
        {
            await file.WriteAsync(directory.ToSnapshot(), cancellationToken);
            _writtenVersion = version;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            IngestLog.IdentityNotWritten(logger, file.Path, failure);
        }
    }
}
