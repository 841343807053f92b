using System.Net;
using System.Security.Cryptography;

namespace Soc.Gateway.Ingest.Syslog;

/// <summary>Which client a sender belongs to.</summary>
public sealed class SyslogClientMap
{
    private readonly string? _fallback;
    private readonly (IPNetwork Network, string Client)[] _networks;
    private readonly Dictionary<string, string> _certificates = new(StringComparer.OrdinalIgnoreCase);

    /// <exception cref="InvalidOperationException">A sender makes no sense; the message says which and why.</exception>
    public SyslogClientMap(SyslogListenerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _fallback = string.IsNullOrWhiteSpace(options.Client) ? null : options.Client;
        var networks = new Dictionary<IPNetwork, string>();
        for (var i = 0; i < options.Senders.Count; i++)
        {
            Add(options.Senders[i], $"Soc:Syslog: Senders[{i}] of the listener on port {options.Port}", networks);
        }

        _networks = [.. networks.Select(n => (n.Key, n.Value)).OrderByDescending(n => n.Key.PrefixLength)];
    }

    public bool UsesCertificates => _certificates.Count > 0;

    /// <summary>The client of a certificate's SHA-256 (hexadecimal), or null.</summary>
    public string? OfCertificate(string sha256) => _certificates.GetValueOrDefault(sha256);

    /// <summary>The client of a sender's address, else the listener's, else null.</summary>
    public string? OfAddress(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var plain = Plain(address);
        foreach (var (network, client) in _networks)
        {
            if (network.Contains(plain))
            {
                return client;
            }
        }

        return _fallback;
    }

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    private static IPNetwork ParseNetwork(string text, string where)
    {
        if (IPNetwork.TryParse(text, out var network))
        {
            return network;
        }

        if (IPAddress.TryParse(text, out var address))
        {
            address = Plain(address);
            return new IPNetwork(address, address.GetAddressBytes().Length * 8);
        }

        throw new InvalidOperationException($"{where}: Address '{text}' is neither an address nor a network (such as 192.0.2.0/24 or 2001:db8::/32).");
    }

    private void Add(SyslogSenderOptions sender, string where, Dictionary<IPNetwork, string> networks)
    {
        if (string.IsNullOrWhiteSpace(sender.Client))
        {
            throw new InvalidOperationException($"{where} has no Client: say whose it is.");
        }

        if (string.IsNullOrWhiteSpace(sender.Address) == string.IsNullOrWhiteSpace(sender.CertificateSha256))
        {
            throw new InvalidOperationException($"{where} needs either Address or CertificateSha256.");
        }

        var isNew = sender.Address is { Length: > 0 } address
            ? networks.TryAdd(ParseNetwork(address.Trim(), where), sender.Client)
            : _certificates.TryAdd(Fingerprint(sender.CertificateSha256!, where), sender.Client);
        if (!isNew)
        {
            throw new InvalidOperationException($"{where} names a sender that another entry names too: keep one of them.");
        }
    }

    private static string Fingerprint(string text, string where)
    {
        var hex = text.Replace(":", "", StringComparison.Ordinal).Trim();
        return hex.Length == SHA256.HashSizeInBytes * 2 && hex.All(char.IsAsciiHexDigit)
            ? hex
            : throw new InvalidOperationException($"{where}: CertificateSha256 is not the 64 hexadecimal digits that 'openssl x509 -fingerprint -sha256' prints.");
    }
}
