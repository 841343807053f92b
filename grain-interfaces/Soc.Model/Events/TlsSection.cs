using Orleans;

namespace Soc.Model.Events;

/// <summary>What is in clear of a TLS or QUIC connection (OCSF tls).</summary>
[GenerateSerializer, Immutable, Alias("soc.TlsSection")]
public sealed record TlsSection
{
    /// <summary>Name that the client asked for, lower case.</summary>
    [Id(0)] public string? ServerName { get; init; }

    /// <summary>Version agreed ("1.2", "1.3"), or the one offered when no answer was seen.</summary>
    [Id(1)] public string? Version { get; init; }

    /// <summary>Application protocol ("h2").</summary>
    [Id(2)] public string? Alpn { get; init; }

    /// <summary>Cipher suite by its IANA name.</summary>
    [Id(3)] public string? Cipher { get; init; }

    /// <summary>JA3 of the client, 32 hexadecimal digits.</summary>
    [Id(4)] public string? Ja3 { get; init; }

    /// <summary>JA3S of the server, 32 hexadecimal digits.</summary>
    [Id(5)] public string? Ja3s { get; init; }

    /// <summary>JA4 of the client.</summary>
    [Id(6)] public string? Ja4 { get; init; }

    /// <summary>Subject of the server's certificate.</summary>
    [Id(7)] public string? Subject { get; init; }

    /// <summary>Issuer of the server's certificate.</summary>
    [Id(8)] public string? Issuer { get; init; }
}
