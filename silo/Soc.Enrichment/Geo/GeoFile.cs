using System.Net;
using System.Net.Sockets;
using MaxMind.Db;

namespace Soc.Enrichment.Geo;

/// <summary>One .mmdb file, opened and known to be of the kind that is asked of it.</summary>
internal sealed class GeoFile : IDisposable
{
    private readonly Reader _reader;

    private GeoFile(Reader reader) => _reader = reader;

    /// <summary>The file, or a sentence that says why not and what to do.</summary>
    /// <param name="name">What people call it: "city (IPv4)".</param>
    public static (GeoFile? File, string? Problem) Open(string path, GeoKind kind, string name)
    {
        if (!File.Exists(path))
        {
            return (null, $"No {name} database at {path}: {Lost(kind)}. Run './soc up' to set the databases up, or name your own in Soc:Enrichment.");
        }

        Reader? reader = null;
        try
        {
            reader = new Reader(path, FileAccessMode.MemoryMapped);
            if (!IsOfKind(reader.Metadata.DatabaseType, kind))
            {
                var type = reader.Metadata.DatabaseType;
                reader.Dispose();
                return (null, $"{path} is a '{type}' database, not a {name} database: {Lost(kind)}. Name another file in Soc:Enrichment.");
            }

            return (new GeoFile(reader), null);
        }
        catch (Exception e) when (IsBroken(e))
        {
            reader?.Dispose();
            return (null, $"The {name} database {path} cannot be read ({e.Message}): {Lost(kind)}. Remove it and run './soc up' again, or name your own in Soc:Enrichment.");
        }
    }

    /// <summary>False for an IPv6 address and a database of IPv4 only.</summary>
    public bool Answers(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork || _reader.Metadata.IPVersion == 6;

    /// <summary>The record of an address; null when it has none, or the record is damaged.</summary>
    public Dictionary<string, object>? Find(IPAddress address)
    {
        if (!Answers(address))
        {
            return null;
        }

        try
        {
            return _reader.Find<Dictionary<string, object>>(address);
        }
        catch (Exception e) when (IsBroken(e))
        {
            return null;
        }
    }

    public void Dispose() => _reader.Dispose();

    // A damaged file makes the reader stumble in more ways than it names.
    private static bool IsBroken(Exception e) =>
        e is InvalidDatabaseException or DeserializationException or IOException or UnauthorizedAccessException
            or ArgumentException or IndexOutOfRangeException or InvalidCastException or OverflowException or InvalidOperationException or FormatException;

    private static bool IsOfKind(string type, GeoKind kind)
    {
        return kind switch
        {
            GeoKind.City => Has("city") || Has("enterprise") || Has("insights"),
            GeoKind.Asn => Has("asn") || Has("isp"),
            _ => Has("anonymous"),
        };

        bool Has(string word) => type.Contains(word, StringComparison.OrdinalIgnoreCase);
    }

    private static string Lost(GeoKind kind) => kind switch
    {
        GeoKind.City => "places stay unknown",
        GeoKind.Asn => "networks and their kind stay unknown",
        _ => "VPN, proxy and Tor exits are known from lists and networks only",
    };
}
