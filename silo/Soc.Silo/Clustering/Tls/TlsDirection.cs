namespace Soc.Silo.Clustering.Tls;

/// <summary>Who opened the connection.</summary>
internal enum TlsDirection
{
    /// <summary>The other end.</summary>
    Inbound,

    /// <summary>This node.</summary>
    Outbound,
}
