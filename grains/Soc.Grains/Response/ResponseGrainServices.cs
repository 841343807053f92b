using Orleans.Serialization;
using Soc.GrainInterfaces.Storage;
using Soc.Response;
using Soc.Response.Operations;

namespace Soc.Grains.Response;

/// <summary>What an operation's grain works with.</summary>
public sealed record ResponseGrainServices(
    PromiseStore Store,
    Serializer Serializer,
    IConnectorRoster Connectors,
    IOperationNotices Notices,
    IResponseStore Rows,
    OperationTimes Times,
    IGrainFactory Grains,
    TimeProvider Time);
