namespace Soc.Silo.Clustering.Tls;

/// <summary>Why a connection was not made.</summary>
/// <param name="Detail">A sentence without its end, for the log.</param>
internal sealed record TlsRefusal(TlsRefusalReason Reason, string Detail);
