namespace Soc.Gateway.Ingest.Identity;

/// <summary>Keeps what the directory learned over a restart: reads it before anything listens, writes it every few seconds when it grew, and at the stop.</summary>
internal sealed class IdentityPersistence(IdentityDirectory directory, IdentityFile file, TimeProvider time, ILogger<IdentityPersistence> logger) : BackgroundService
{
    public static readonly TimeSpan WriteEvery = TimeSpan.FromSeconds(5);

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
        using var timer = new PeriodicTimer(WriteEvery, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await WriteAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping; the last write is made there.
        }
    }

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
