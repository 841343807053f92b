using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Soc.EventLog.Embedded;

namespace Soc.EventLog;

/// <summary>Registration of the event log.</summary>
public static class EventLogServices
{
    /// <summary>
    /// The embedded log and its dead letters (in a folder of the same name with <c>-dead-letters</c>). Opened when the host
    /// starts, so that a folder that cannot be used stops the start; closed by the container.
    /// </summary>
    public static IServiceCollection AddEmbeddedEventLog(this IServiceCollection services, EmbeddedEventLogOptions options)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => EmbeddedEventLog.Open(options, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<EmbeddedEventLog>>()));
        services.AddSingleton<IEventLog>(static provider => provider.GetRequiredService<EmbeddedEventLog>());
        services.AddSingleton(provider => EmbeddedDeadLetterLog.Open(
            new EmbeddedDeadLetterLogOptions { Directory = options.Directory.TrimEnd(Path.DirectorySeparatorChar) + "-dead-letters" },
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<EmbeddedDeadLetterLog>>()));
        services.AddSingleton<IDeadLetterLog>(static provider => provider.GetRequiredService<EmbeddedDeadLetterLog>());
        services.AddSingleton<IHostedService, OpenEventLogAtStart>();
        return services;
    }
}
