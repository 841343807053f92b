using Soc.GrainInterfaces.Clients;
using Soc.Response;

namespace Soc.Grains.Response;

/// <summary>What a client's grain needs to have its rules followed.</summary>
public sealed record EngagementServices(IConnectorRoster Connectors, IRightToAct Right, IClientPolicies Policies, IGrainFactory Grains, TimeProvider Time);
