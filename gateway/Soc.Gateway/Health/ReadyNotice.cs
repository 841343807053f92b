using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Soc.Gateway.Sensors;

namespace Soc.Gateway.Health;

/// <summary>Says where everything is, once it can be called.</summary>
internal static partial class ReadyNotice
{
    public static void SayWhenReady(this WebApplication app) => app.Lifetime.ApplicationStarted.Register(() =>
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.Select(Callable).ToArray();
        if (addresses is [var api, var hec, ..])
        {
            LogReady(app.Logger, hec, api);
        }

        if (addresses is [_, _, var sensors, ..] && app.Services.GetService<SensorAddress>() is { } address)
        {
            address.Set(sensors);
            LogSensors(app.Logger, sensors);
        }
    });

    // What a person types on this machine.
    private static string Callable(string address) => address.Replace("://0.0.0.0", "://localhost", StringComparison.Ordinal).Replace("://[::]", "://localhost", StringComparison.Ordinal);

    [LoggerMessage(Level = LogLevel.Information, Message = "Ready. Events to {Hec}/services/collector, API {Api}/api/v1, health {Api}/health/ready, metrics {Api}/metrics")]
    private static partial void LogReady(ILogger logger, string hec, string api);

    [LoggerMessage(Level = LogLevel.Information, Message = "Capture agents enrol and deliver at {Sensors}")]
    private static partial void LogSensors(ILogger logger, string sensors);
}
