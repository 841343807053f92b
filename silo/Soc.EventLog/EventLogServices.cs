using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Soc.EventLog.Embedded;

namespace Soc.EventLog;

/// <summary>Registers the embedded log.</summary>
public static class EventLogServices
{
    /// <summary>Adds <see cref="IEventLog"/> and <see cref="IDeadLetterLog"/>; the log is opened when it is first asked for, and closed with the host.</summary>
    public static IServiceCollection AddEmbeddedEventLog(this IServiceCollection services, EmbeddedEventLogOptions options) => services
        .AddSingleton<EventCodec>()
        .AddSingleton<IEventLog>(s => EmbeddedEventLog.Open(
            options, s.GetRequiredService<EventCodec>(), s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<EmbeddedEventLog>>()))
        .AddSingleton<IDeadLetterLog>(_ => EmbeddedDeadLetterLog.Open(Path.Combine(options.Directory, "dead-letters")));
}
