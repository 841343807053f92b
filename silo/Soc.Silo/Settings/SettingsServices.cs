using Microsoft.Extensions.DependencyInjection;
using Soc.Silo.Clustering.Tls;
using Soc.Silo.Health;

namespace Soc.Silo.Settings;

/// <summary>Registers the copies of settings.</summary>
internal static class SettingsServices
{
    /// <summary>The clients' policies, and whatever else subscribes.</summary>
    public static IServiceCollection AddSettings(this IServiceCollection services) => services
        .AddSingleton<ISettingSubscriber, PolicyCopies>()
        .AddSingleton<SettingsWatch>()
        .AddHostedService(s => s.GetRequiredService<SettingsWatch>())
        .AddSingleton(s => new HealthSource(() => [s.GetRequiredService<SettingsWatch>().Problem]))
        .AddSingleton(s => new HealthSource(() => s.GetService<ClusterCertificates>()?.Problems ?? []));
}
