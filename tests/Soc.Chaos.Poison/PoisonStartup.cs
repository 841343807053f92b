using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

[assembly: HostingStartup(typeof(Soc.Chaos.Poison.PoisonStartup))]

namespace Soc.Chaos.Poison;

/// <summary>Given to a silo by ASPNETCORE_HOSTINGSTARTUPASSEMBLIES.</summary>
public sealed class PoisonStartup : IHostingStartup
{
    /// <summary>Detectors that throw once on each event of the device: two of the user, one of the address, one of the client.</summary>
    public const int StepsThatThrow = 4;

    public void Configure(IWebHostBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ConfigureServices(services => services.AddHostedService<PoisonedCatalog>());
    }
}
