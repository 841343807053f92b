namespace Soc.Response.Tests.Connectors.Contract;

/// <summary>The catalog, read once.</summary>
internal static class ConnectorCatalogs
{
    public static readonly ConnectorCatalog Own = ConnectorCatalog.Load();
}
