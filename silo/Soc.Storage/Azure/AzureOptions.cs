namespace Soc.Storage.Azure;

/// <summary>Configuration section "Soc:Azure". With a connection string, every store is kept in that storage account.</summary>
public sealed record AzureOptions
{
    public const string Section = "Soc:Azure";

    /// <summary>As the portal shows it: "DefaultEndpointsProtocol=https;AccountName=…;AccountKey=…;EndpointSuffix=core.windows.net".</summary>
    public string ConnectionString { get; init; } = "";

    /// <summary>What tables and the container begin with: 3 to 20 lower-case letters and digits, a letter first. Two installations in one account need two.</summary>
    public string Prefix { get; init; } = "soc";
}
