namespace Soc.GrainInterfaces;

/// <summary>Names on the wire of the grain interfaces; unique, never reused.</summary>
public static class WireNames
{
    public const string EntityGrain = "soc.IEntityGrain";
    public const string UserGrain = "soc.IUserGrain";
    public const string DeviceGrain = "soc.IDeviceGrain";
    public const string AddressGrain = "soc.IAddressGrain";
    public const string ClientGrain = "soc.IClientGrain";
    public const string IncidentGrain = "soc.IIncidentGrain";
    public const string HandOverService = "soc.IHandOverService";
    public const string IndicatorGrain = "soc.IIndicatorGrain";
    public const string SensorGrain = "soc.ISensorGrain";
    public const string SensorGateway = "soc.ISensorGateway";
    public const string SharedThingGrain = "soc.ISharedThingGrain";
    public const string ResponseGrain = "soc.IResponseGrain";
    public const string ResponseLimitsGrain = "soc.IResponseLimitsGrain";
    public const string ResponseAuditGrain = "soc.IResponseAuditGrain";
    public const string ConnectorsGrain = "soc.IConnectorsGrain";
    public const string BlockListGrain = "soc.IBlockListGrain";
    public const string BlockListReader = "soc.IBlockListReader";
    public const string EscalationGrain = "soc.IEscalationGrain";
    public const string PagingGrain = "soc.IPagingGrain";
}
