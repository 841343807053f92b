using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Soc.Gateway.Requests;

namespace Soc.Gateway.Sensors;

/// <summary>Composition of what capture agents need.</summary>
internal static class SensorServices
{
    public static SensorOptions AddSensors(this IServiceCollection services, IConfiguration configuration, TimeProvider time)
    {
        var options = configuration.GetSection(SensorOptions.Section).Get<SensorOptions>() ?? new SensorOptions();
        options.Check();
        services.AddSingleton(options);
        if (!options.IsEnabled)
        {
            return options;
        }

        var data = configuration["Soc:Silo:DataDirectory"] is { Length: > 0 } said ? said : "data";
        var directory = options.Directory.Length > 0 ? options.Directory : Path.Combine(data, "sensors");
        var authority = SensorAuthority.Open(directory, options.Names, time);
        services.AddSingleton(authority);
        services.AddSingleton(new SensorConfigurations(directory, authority, time));
        services.AddSingleton<SensorAddress>();
        services.AddSingleton<SensorDirectory>();
        services.AddSingleton<SensorConnections>();
        services.AddSingleton<SensorBatches>();
        services.AddSingleton<SensorWatch>();
        services.AddHostedService(s => s.GetRequiredService<SensorWatch>());
        services.AddSingleton(s => new Soc.Silo.Health.HealthSource(() => s.GetRequiredService<SensorWatch>().Problems));
        services.AddGrpc(o =>
        {
            o.MaxReceiveMessageSize = 8 * 1024 * 1024;

            // Its answer for services that nobody has would take the place of other routes of two segments.
            o.IgnoreUnknownServices = true;
        });
        return options;
    }

    /// <summary>TLS with a certificate of our own authority; sensors show theirs, and without one can only enrol.</summary>
    public static void UseSensorTls(this ListenOptions endpoint, SensorOptions options)
    {
        if (!options.IsEnabled)
        {
            return;
        }

        endpoint.Protocols = HttpProtocols.Http2;
        endpoint.UseHttps(https =>
        {
            var authority = endpoint.ApplicationServices.GetRequiredService<SensorAuthority>();
            https.ServerCertificateSelector = (_, _) => authority.Server();
            https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;

            // Judged with each call, so that a sensor learns why it is refused.
            https.ClientCertificateValidation = static (_, _, _) => true;
        });
    }
}
