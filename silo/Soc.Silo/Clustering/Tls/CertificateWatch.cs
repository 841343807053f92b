using Microsoft.Extensions.Hosting;

namespace Soc.Silo.Clustering.Tls;

/// <summary>Looks at the files every few seconds: what swaps links, as Kubernetes does, tells no watcher of files.</summary>
internal sealed class CertificateWatch(ClusterCertificates certificates, ClusterTlsOptions options, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.CheckSeconds), time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                certificates.Refresh();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }
}
