using Orleans;
using Soc.Gateway.Acknowledge;
using Soc.Gateway.Endpoints;
using Soc.GrainInterfaces.Escalation;

namespace Soc.Gateway.Responses;

/// <summary>Composition of what people do about incidents.</summary>
internal static class ResponseServices
{
    public static IServiceCollection AddResponses(this IServiceCollection services) => services
        .AddSingleton<Func<EscalationKey, IEscalationGrain>>(s =>
        {
            var grains = s.GetRequiredService<IGrainFactory>();
            return key => grains.GetGrain<IEscalationGrain>(key.ToString());
        })
        .AddSingleton<FollowUpReader>()
        .AddSingleton<IncidentReader>()
        .AddSingleton<IncidentAcknowledgement>()
        .AddSingleton<ResponseOperations>()
        .AddSingleton<ResponseProposals>()
        .AddSingleton<AcknowledgeLinks>();
}
