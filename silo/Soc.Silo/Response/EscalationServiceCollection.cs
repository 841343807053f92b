using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Serialization;
using Soc.GrainInterfaces.Clients;
using Soc.GrainInterfaces.Storage;
using Soc.Grains.Escalation;
using Soc.Response;
using Soc.Response.Escalation;
using Soc.Response.Escalation.Channels;

namespace Soc.Silo.Response;

/// <summary>Registers what tells people.</summary>
internal static class EscalationServiceCollection
{
    public static IServiceCollection AddEscalation(this IServiceCollection services, IConfiguration configuration)
    {
        // All that is wrong in the settings is said now, and not at 3 a.m.; channels get the clock when there is one.
        var channels = EscalationConfiguration.ChannelsOf(configuration);
        _ = EscalationConfiguration.Create(channels, new ConnectorContext(Handler, TimeProvider.System));
        services.TryAddSingleton(EscalationConfiguration.SettingsOf(configuration, channels));
        services.TryAddSingleton(s => EscalationConfiguration.Create(channels, new ConnectorContext(Handler, s.GetRequiredService<TimeProvider>())));
        services.TryAddSingleton<IOperationNotices, EscalationNotices>();
        services.AddSingleton(s => s.GetRequiredService<EscalationSettings>().Times);
        services.AddSingleton<EscalationHealth>();
        services.AddSingleton<NoticeDelivery>();

        // By hand: the store of rows is asked for when somebody is first told.
        services.AddSingleton(s => new EscalationServices(
            s.GetRequiredService<PromiseStore>(),
            s.GetRequiredService<Serializer>(),
            s.GetRequiredService<IClientPolicies>(),
            s.GetRequiredService<IResponseStore>(),
            s.GetRequiredService<IGrainFactory>(),
            s.GetRequiredService<EscalationSettings>(),
            s.GetRequiredService<NoticeDelivery>(),
            s.GetRequiredService<IAcknowledgeKeys>(),
            s.GetRequiredService<EscalationHealth>(),
            s.GetRequiredService<TimeProvider>()));
        return services.AddAcknowledgeKeys(configuration);
    }

    /// <summary>The key of acknowledgement links: in silos, which write them, and in gateways, which read them.</summary>
    /// <exception cref="InvalidOperationException">The setting makes no sense; the message says what to change.</exception>
    public static IServiceCollection AddAcknowledgeKeys(this IServiceCollection services, IConfiguration configuration)
    {
        var key = EscalationConfiguration.LinkKeyOf(configuration);
        services.TryAddSingleton<IAcknowledgeKeys>(s => key is null ? new StoredAcknowledgeKeys(s.GetRequiredService<PromiseStore>()) : new ConfiguredAcknowledgeKeys(key));
        return services;
    }

    private static SocketsHttpHandler Handler() => new();
}
