namespace Soc.Gateway.Auth;

/// <summary>Runs the bootstrap before anything listens, then keeps the credentials fresh with what other gateways wrote.</summary>
internal sealed class BootstrapService(Bootstrapper bootstrapper, CredentialDirectory credentials, TimeProvider time, ILogger<BootstrapService> logger) : BackgroundService
{
    private static readonly TimeSpan ReloadEvery = TimeSpan.FromSeconds(30);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await bootstrapper.RunAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(ReloadEvery, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await ReloadAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
    }

    private async Task ReloadAsync(CancellationToken cancellationToken)
    {
        try
        {
            await credentials.LoadAsync(cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // The snapshot stays good; a store that is away must not lock out those who have credentials.
            AuthLog.ReloadFailed(logger, failure);
        }
    }
}
