namespace Soc.Silo.Ingest;

/// <summary>What a client learns as normal.</summary>
public enum FactKind
{
    Country = 1,
    Asn = 2,
    Service = 3,
    Hour = 4,

    /// <summary>What a detector of the client sees once a day.</summary>
    Detector = 5,
}
