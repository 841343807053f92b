namespace Soc.Enrichment.Geo;

/// <summary>What a database is asked for.</summary>
internal enum GeoKind
{
    City = 1,
    Asn = 2,
    AnonymousIp = 3,
}
