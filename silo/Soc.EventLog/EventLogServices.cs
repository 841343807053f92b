using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Soc.EventLog.Embedded;
using Soc.EventLog.Kafka;

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
        services.AddSingleton<IEventLog>(provider =>
            EmbeddedEventLog.Open(options, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<EmbeddedEventLog>>()));
        services.AddSingleton<IEventLogWriter>(provider => provider.GetRequiredService<IEventLog>());
        return services.AddDeadLetters(options.Directory);
    }

    /// <summary>The log in Kafka, and the dead letters in a topic beside it. Opened when the host starts, so that brokers that cannot be reached stop the start.</summary>
    public static IServiceCollection AddKafkaEventLog(this IServiceCollection services, KafkaLogOptions options)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        services.AddSingleton<IEventLog>(provider =>
            KafkaEventLog.Open(options, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<KafkaEventLog>>()));
        services.AddSingleton<IEventLogWriter>(provider => provider.GetRequiredService<IEventLog>());
        return services.AddKafkaDeadLetters(options);
    }

    /// <summary>Of the log in Kafka the side that appends only: for a gateway whose silos are other processes.</summary>
    public static IServiceCollection AddKafkaLogWriter(this IServiceCollection services, KafkaLogOptions options)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        services.AddSingleton<IEventLogWriter>(provider => KafkaLogWriter.Open(options, provider.GetRequiredService<ILogger<KafkaLogWriter>>()));
        return services.AddKafkaDeadLetters(options);
    }

    private static IServiceCollection AddKafkaDeadLetters(this IServiceCollection services, KafkaLogOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IDeadLetterLog>(provider => KafkaDeadLetterLog.Open(options, provider.GetRequiredService<ILogger<KafkaDeadLetterLog>>()));
        return services.AddSingleton<IHostedService, OpenEventLogAtStart>();
    }

    private static IServiceCollection AddDeadLetters(this IServiceCollection services, string directory)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IDeadLetterLog>(provider => EmbeddedDeadLetterLog.Open(
            new EmbeddedDeadLetterLogOptions { Directory = directory.TrimEnd(Path.DirectorySeparatorChar) + "-dead-letters" },
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<EmbeddedDeadLetterLog>>()));
        return services.AddSingleton<IHostedService, OpenEventLogAtStart>();
    }
}
