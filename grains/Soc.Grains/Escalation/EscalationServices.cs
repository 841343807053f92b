using Orleans.Serialization;
using Soc.GrainInterfaces.Clients;
using Soc.GrainInterfaces.Storage;
using Soc.Grains.Promises;
using Soc.Response.Escalation;

namespace Soc.Grains.Escalation;

/// <summary>What the grains that tell people work with.</summary>
public sealed record EscalationServices(
    PromiseStore Store,
    Serializer Serializer,
    IClientPolicies Policies,
    IResponseStore Rows,
    IGrainFactory Grains,
    EscalationSettings Settings,
    NoticeDelivery Delivery,
    IAcknowledgeKeys Keys,
    EscalationHealth Health,
    TimeProvider Time)
{
    /// <summary>A channel that is down is tried again after a minute at last.</summary>
    private const int MaxDoublings = 5;

    internal PromisePace Pace => new(Settings.Times.LookMs, MaxDoublings);
}
