using Shouldly;
using Xunit;

namespace Soc.Chaos.Tests.Cluster;

/// <summary>
/// Nodes that talk by mutual TLS only: silos are killed, and all certificates come from another authority in the end, while events come and nothing
/// is restarted for it.
/// </summary>
public sealed class TlsTests(ITestOutputHelper output)
{
    [Fact]
    public Task Silos_killed_and_certificates_of_another_authority() => new Suffering(output).RunAsync(
        new ClusterShape { HasTls = true },
        async (rig, middle, cancellationToken) =>
        {
            await middle(0);
            await KilledAsync(rig, 0, cancellationToken);
            await middle(1);
            await rig.Tls!.ChangeAuthorityAsync(cancellationToken);
            await middle(2);

            // It shows a certificate that was not there when the other began.
            await KilledAsync(rig, 1, cancellationToken);
        },
        async (rig, _, _, cancellationToken) =>
        {
            foreach (var silo in rig.Silos)
            {
                (await silo.CountedAsync("soc_cluster_tls_connections_total", "", cancellationToken)).ShouldBeGreaterThan(0);
                (await silo.CountedAsync("soc_cluster_tls_refused_total", "reason=\"unknown_issuer\"", cancellationToken)).ShouldBe(0);
            }
        });

    private static async Task KilledAsync(ClusterRig rig, int silo, CancellationToken cancellationToken)
    {
        await rig.Silos[silo].KillAsync();
        await rig.SharedAsync(cancellationToken);
        rig.Silos[silo].Start();
        await rig.Silos[silo].ReadyAsync(untilApplied: false, cancellationToken);
        await rig.SharedAsync(cancellationToken);
    }
}
