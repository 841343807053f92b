using Soc.Capture.Decode;
using Soc.Capture.Protocols.Dhcp;

namespace Soc.Capture.Export;

/// <summary>What clients said of themselves lately, for the server's answer, which says nothing of it. Bounded: who spoke first leaves first.</summary>
internal sealed class DhcpClients
{
    /// <summary>Most clients; each says 4 KB at most.</summary>
    public const int MaxClients = 1_024;

    private readonly Dictionary<MacAddress, DhcpClientWords> _words = [];
    private readonly Queue<MacAddress> _order = new();

    public int Count => _words.Count;

    public void Hear(DhcpClientWords words)
    {
        if (!_words.ContainsKey(words.Mac))
        {
            if (_order.Count >= MaxClients)
            {
                _words.Remove(_order.Dequeue());
            }

            _order.Enqueue(words.Mac);
        }

        _words[words.Mac] = words;
    }

    /// <summary>The exchange with what its client said on another flow, where it does not say it itself.</summary>
    public DhcpExchange Complete(DhcpExchange told) =>
        told.Mac is { } mac && _words.TryGetValue(mac, out var words) && words.TransactionId == told.TransactionId
            ? told with
            {
                HostName = told.HostName ?? words.HostName,
                ClientFqdn = told.ClientFqdn ?? words.ClientFqdn,
                VendorClass = told.VendorClass ?? words.VendorClass,
                ParameterRequests = told.ParameterRequests ?? words.ParameterRequests,
            }
            : told;
}
