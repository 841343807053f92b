using Soc.Capture.Decode;
using Soc.Capture.Flows;
using Soc.Capture.Payload;
using Soc.Capture.Protocols;
using Soc.Capture.Protocols.Arp;
using Soc.Capture.Protocols.Dhcp;
using Soc.Capture.Protocols.Dns;
using Soc.Capture.Protocols.Http;
using Soc.Capture.Protocols.Kerberos;
using Soc.Capture.Protocols.Quic;
using Soc.Capture.Protocols.Rdp;
using Soc.Capture.Protocols.Smb;
using Soc.Capture.Protocols.Ssh;
using Soc.Capture.Protocols.Tls;
using Soc.Model.Events;

namespace Soc.Capture.Export;

/// <summary>Makes events of what was seen: of flows when they end or last, of records as they are read, of stations when they appear.</summary>
public sealed class EventMapper : IFlowSink, IRecordSink
{
    private const int MaxNames = 65_536;

    /// <summary>Room for as many names as there may be, of 128 characters each.</summary>
    private const long MaxNameBytes = 16L * 1024 * 1024;

    private readonly Stations _stations;
    private readonly NameCache _names = new(MaxNames, MaxNameBytes);
    private readonly DhcpClients _dhcpClients = new();
    private readonly IEventSink _sink;
    private readonly EventFrame _frame;

    /// <param name="sensor">Name of this sensor.</param>
    public EventMapper(EventIds ids, string sensor, Stations stations, IEventSink sink)
    {
        (_stations, _sink) = (stations, sink);
        _frame = new EventFrame(ids, sensor, stations, _names);
    }

    /// <summary>Flows to a group of stations that were not told as such: what they say of names is read.</summary>
    public long GroupFlows { get; private set; }

    /// <summary>Whoever reads the flow's payload hears of its end before this.</summary>
    public Action<Flow>? Ended { get; set; }

    public void Take(Flow flow, FlowEnd why)
    {
        ArgumentNullException.ThrowIfNull(flow);
        if (why != FlowEnd.Ongoing)
        {
            Ended?.Invoke(flow);
        }

        if (AddressKinds.IsGroup(flow.Responder))
        {
            GroupFlows += why == FlowEnd.Ongoing ? 0 : 1;
            return;
        }

        _sink.Take(FlowEvents.Of(_frame, flow, why));
    }

    public void Take(Flow flow, string protocol, ProtocolRecord record)
    {
        ArgumentNullException.ThrowIfNull(flow);
        flow.Service ??= protocol;
        switch (record)
        {
            case DnsTransaction dns:
                Take(flow, dns);
                break;
            case TlsHandshake tls:
                flow.ResponderName ??= tls.ServerName?.ToLowerInvariant();
                _sink.Take(TlsEvents.Of(_frame, flow, tls, protocol));
                break;
            case QuicConnection quic:
                flow.ResponderName ??= quic.ServerName?.ToLowerInvariant();
                _sink.Take(TlsEvents.Of(_frame, flow, quic));
                break;
            case SshConnection ssh:
                _sink.Take(RemoteAccessEvents.Of(_frame, flow, ssh));
                break;
            case RdpConnection rdp:
                _sink.Take(RemoteAccessEvents.Of(_frame, flow, rdp));
                break;
            case HttpExchange http:
                flow.ResponderName ??= HttpEvents.HostOf(http);
                _sink.Take(HttpEvents.Of(_frame, flow, http));
                break;
            case DhcpClientWords words:
                _dhcpClients.Hear(words);
                break;
            case DhcpExchange dhcp:
                Take(flow, _dhcpClients.Complete(dhcp));
                break;
            case Dhcp6Message dhcp:
                Take(flow, dhcp);
                break;
            case KerberosExchange kerberos:
                Give(AuthenticationEvents.Of(_frame, flow, kerberos));
                break;
            case SmbSession session:
                if (session.HostName.Length > 0)
                {
                    Named(flow.OuterVlan, flow.Originator, session.HostName, record.AtNs, "ntlm");
                }

                Give(AuthenticationEvents.Of(_frame, flow, session));
                break;
            case SmbTree or SmbFile:
                Give(FileEvents.Of(_frame, flow, record));
                break;
        }
    }

    /// <summary>A station has an address that was not known to be its.</summary>
    public void Take(BindingNews news, in AddressBinding binding)
    {
        if (news != BindingNews.None && !AddressKinds.IsGroup(binding.Key.Address))
        {
            var kind = binding.Source switch { BindingSource.Dhcp => "dhcp", BindingSource.NeighbourDiscovery => "nd", _ => "arp" };
            var message = news == BindingNews.Changed ? $"{binding.Key.Address} was {binding.PreviousMac} before." : null;
            _sink.Take(Inventory(_stations.Of(binding.Mac), binding.Key.Address, binding.SeenNs, kind, message));
        }
    }

    private void Give(SecurityEvent? e)
    {
        if (e is not null)
        {
            _sink.Take(e);
        }
    }

    private void Take(Flow flow, DnsTransaction dns)
    {
        foreach (var answer in dns.Answers)
        {
            if (dns.Variant == DnsVariant.Dns && NetAddress.TryParse(answer.Text, out var address))
            {
                _names.Learn(address, dns.Name);
            }
        }

        if (dns.Variant == DnsVariant.Dns)
        {
            _sink.Take(DnsEvents.Of(_frame, flow, dns));
            return;
        }

        // Whoever answers for a name in his own network has it.
        if (DnsEvents.OwnName(dns) is { } name)
        {
            var owner = dns.Asker == Side.Originator && dns.IsAnswerSeen && dns.IsQuerySeen ? flow.Responder : flow.Originator;
            Named(flow.OuterVlan, owner, name, dns.AtNs, dns.Variant.ToString().ToLowerInvariant());
        }
    }

    private void Take(Flow flow, DhcpExchange dhcp)
    {
        if (dhcp.Mac is { } mac)
        {
            if ((dhcp.HostName ?? dhcp.ClientFqdn) is { Length: > 0 } name)
            {
                _stations.Name(mac, name);
            }

            if (dhcp is { IsAcknowledged: true, AssignedAddress: { } assigned })
            {
                var news = _stations.Bindings.See(new BindingKey(flow.OuterVlan, assigned), mac, BindingSource.Dhcp, dhcp.AtNs, out var binding);
                Take(news, binding);
            }
        }

        _sink.Take(DhcpEvents.Of(_frame, _stations, flow, dhcp));
    }

    private void Take(Flow flow, Dhcp6Message dhcp)
    {
        if (dhcp is { ClientFqdn.Length: > 0 })
        {
            Named(flow.OuterVlan, flow.Originator, dhcp.ClientFqdn, dhcp.AtNs, "dhcpv6");
        }
    }

    private void Named(ushort vlan, NetAddress address, string name, long atNs, string kind)
    {
        if (AddressKinds.IsInside(address) && _stations.Name(vlan, address, name) && _stations.At(vlan, address) is { } device)
        {
            _sink.Take(Inventory(device, address, atNs, kind));
        }
    }

    private SecurityEvent Inventory(DeviceSection device, NetAddress address, long atNs, string kind, string? message = null)
    {
        var src = new EndpointSection { Ip = address.ToString(), Mac = device.Mac, Hostname = device.Hostname };
        return _frame.Of(EventClass.DeviceInventory, Activity.Inventory.Collect, atNs, kind, src, dst: null, device, new EventParts { Message = message });
    }
}
