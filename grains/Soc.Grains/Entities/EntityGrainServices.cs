using Soc.Detection;
using Soc.GrainInterfaces.Clients;
using Soc.GrainInterfaces.Storage;
using Soc.Grains.Hosting;

namespace Soc.Grains.Entities;

/// <summary>What every entity grain shares: one reference an activation instead of five.</summary>
public sealed record EntityGrainServices(
    DetectorCatalog Catalog,
    IEntityStore Store,
    EntitySnapshotCodec Codec,
    IClientPolicies Policies,
    EntityWork Work,
    SiloInstruments Instruments,
    LiveEntities Live,
    EntityLifetime Lifetime);
