using System.Net;

namespace Soc.Gateway.Ingest.Syslog;

/// <summary>Which client a sender belongs to.</summary>
public sealed class SyslogClientMap
{
    private readonly string? _fallback;
    private readonly (IPNetwork Network, string Client)[] _networks;
    private readonly Dictionary<string, string> _certificates;

    /// <exception cref="InvalidOperationException">The map has what is no address or CIDR.</exception>
    public SyslogClientMap(SyslogListenerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _fallback = string.IsNullOrWhiteSpace(options.Client) ? null : options.Client;
        _networks = [.. options.SourceAddressMap.Select(p => (Parse(p.Key), p.Value)).OrderByDescending(p => p.Item1.PrefixLength)];
        _certificates = options.ClientCertificates.ToDictionary(p => p.Key.Replace(":", "", StringComparison.Ordinal), p => p.Value, StringComparer.OrdinalIgnoreCase);
    }

    public bool UsesAddresses => _networks.Length > 0;

    public bool UsesCertificates => _certificates.Count > 0;

    /// <summary>The client of a certificate's SHA-256 (hexadecimal), or null.</summary>
    public string? OfCertificate(string sha256) => _certificates.GetValueOrDefault(sha256);

    /// <summary>The client of a sender's address, else the listener's, else null.</summary>
    public string? OfAddress(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        foreach (var (network, client) in _networks)
        {
            if (network.Contains(plain))
            {
                return client;
            }
        }

        return _fallback;
    }

    private static IPNetwork Parse(string text)
    {
        if (IPNetwork.TryParse(text, out var network))
        {
            return network;
        }

        return IPAddress.TryParse(text, out var address)
            ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
            : throw new InvalidOperationException($"Soc:Syslog: '{text}' in SourceAddressMap is neither an address nor a CIDR.");
    }
}
