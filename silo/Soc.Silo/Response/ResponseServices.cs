using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Soc.Grains.Response;
using Soc.Response;
using Soc.Response.Connectors.CaptureAgent;
using Soc.Response.Connectors.Feed;
using Soc.Response.GuardRails;
using Soc.Response.Operations;

namespace Soc.Silo.Response;

/// <summary>Registers what operations need.</summary>
internal static class ResponseServices
{
    /// <summary>Switches all actions off, at every client; read at each action.</summary>
    public const string KillSwitch = "Soc:Response:KillSwitch";

    public static IServiceCollection AddResponse(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton<IConnectorRoster>(s => ConnectorSettings.Read(configuration, s.GetRequiredService<IBlockLists>(), s.GetRequiredService<ISensorCommands>(), s.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<IRightToAct, StoredRightToAct>();
        services.AddSingleton<EngagementServices>();
        services.AddHostedService<ResponseStart>();
        services.TryAddSingleton(OperationTimes.Default);
        services.AddSingleton(new ResponseSwitch(() => configuration.GetValue<bool>(KillSwitch)));
        services.AddSingleton<IGuardRulesSource, PolicyGuardRules>();
        services.AddSingleton<ResponseGrainServices>();
        return services.AddEscalation(configuration);
    }
}
