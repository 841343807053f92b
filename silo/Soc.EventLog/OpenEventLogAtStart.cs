using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Soc.EventLog;

/// <summary>Asks for both logs when the host starts, which opens them: what cannot be used stops the start, not the first request.</summary>
internal sealed class OpenEventLogAtStart(IServiceProvider services) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _ = services.GetRequiredService<IEventLogWriter>();
        _ = services.GetRequiredService<IDeadLetterLog>();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
