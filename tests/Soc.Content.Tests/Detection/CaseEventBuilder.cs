using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Soc.Model.Entities;
using Soc.Model.Events;

namespace Soc.Content.Tests.Detection;

/// <summary>Makes the event that the pump would hand to an entity from a line of a case.</summary>
internal static class CaseEventBuilder
{
    public const string Client = "acme";
    public const string DefaultIp = "198.51.100.7";
    private const long ArrivalMs = 2_000;
    private const long LateArrivalMs = 3_600_000;

    /// <param name="a">The line.</param>
    /// <param name="timeMs">Event time of this repetition.</param>
    /// <param name="offset">Offset in the log; makes the event id with the line, so that equal lines are different events.</param>
    /// <param name="latestArrivalMs">When the event before it arrived: a late one arrives after it.</param>
    public static EnrichedEvent Build(AuthoredEvent a, long timeMs, long offset, long latestArrivalMs = 0)
    {
        var place = a.Place is null ? null : CasePlaces.All[a.Place];
        var ip = IpText.Canonical((a.Ip ?? place?.Ip ?? DefaultIp).AsSpan());
        var id = EventId.FromContent(Client, a.Source, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{offset}|{timeMs}|{a.User}|{ip}|{a.App}")));
        var isTunnel = a.Class == EventClass.TunnelActivity;
        var e = new SecurityEvent
        {
            Id = id,
            Client = Client,
            Class = a.Class,
            ActivityId = a.Activity,
            TimeMs = timeMs,
            ReceivedMs = a.Late ? Math.Max(timeMs + LateArrivalMs, latestArrivalMs) : timeMs + ArrivalMs,
            Source = a.Source,
            SourceKind = a.SourceKind,
            Status = a.Status,
            StatusCode = a.StatusCode,
            Message = a.Message,
            User = a.User.Length == 0 ? null : new UserIdentity { Name = a.User, IsService = a.ServiceUser },
            UserKey = a.User.Length == 0 ? null : a.User.ToLowerInvariant(),
            Actor = a.Actor is null ? null : new UserIdentity { Name = a.Actor },
            Src = ip is null && a.Zone is null ? null : new EndpointSection { Ip = ip, Port = a.SrcPort, Zone = a.Zone },
            Dst = a.DstIp is null && a.DstHost is null ? null : new EndpointSection { Ip = a.DstIp is null ? null : IpText.Canonical(a.DstIp.AsSpan()), Port = a.DstPort, Hostname = a.DstHost },
            Device = DeviceOf(a),
            Session = a.Session is null && !a.Vpn && !isTunnel ? null : new SessionSection { Uid = a.Session, IsVpn = a.Vpn || isTunnel, TunnelIp = a.TunnelIp },
            Auth = a.Class == EventClass.Authentication ? AuthOf(a) : null,
            Traffic = a.BytesIn == 0 && a.BytesOut == 0 && a.State is null && a.Protocol == 0
                ? null
                : new TrafficSection { BytesIn = a.BytesIn, BytesOut = a.BytesOut, PacketsOut = a.PacketsOut, Action = a.Action, State = a.State, History = a.History, DurationMs = a.DurationMs, IsOngoing = a.Ongoing, ProtocolNumber = a.Protocol, Application = a.NetApp, CommunityId = a.Community },
            Dns = a.Query is null ? null : new DnsSection { Query = a.Query, QueryType = a.QueryType, ResponseCode = a.Rcode, Answers = a.Answers, QueryBytes = a.QueryBytes, AnswerBytes = a.AnswerBytes },
            Tls = a.Sni is null && a.Ja4 is null ? null : new TlsSection { ServerName = a.Sni, Ja4 = a.Ja4 },
            File = a.File is null ? null : new FileSection { Name = a.File.Split('\\')[^1], Path = a.File, Share = a.Share, Operation = a.FileOp, NewPath = a.NewFile, BytesRead = a.BytesIn, BytesWritten = a.BytesOut },
            Http = a.Url is null ? null : new HttpSection { Url = a.Url, Host = a.DstHost, Method = "GET", StatusCode = a.HttpStatus },
            Dhcp = a.AssignedIp is null && a.DhcpServer is null ? null : new DhcpSection { AssignedIp = a.AssignedIp, ServerIp = a.DhcpServer, VendorClass = a.VendorClass },
            Change = a.Op is null && !a.MfaChange && !a.DeviceRegistration
                ? null
                : new ChangeSection { Operation = a.Op, Target = a.User, IsMfaChange = a.MfaChange, IsDeviceRegistration = a.DeviceRegistration },
            Finding = a.FindingTitle is null ? null : new FindingSection { Title = a.FindingTitle, Score = a.FindingScore },
        };
        return new EnrichedEvent(offset, e, FactsOf(a, place, ip), a.Late) { Dst = DestinationOf(a, e.Dst?.Ip) };
    }

    /// <summary>The entity that the grain of this kind would be: null when the event has none.</summary>
    public static EntityKey? EntityOf(SecurityEvent e, EntityKind kind) => kind switch
    {
        EntityKind.User => e.UserKey is { } user ? EntityKey.User(e.Client, user) : null,
        EntityKind.Device => DeviceNames.Of(e) is { } device ? EntityKey.Device(e.Client, device) : null,
        EntityKind.Address => e.Src?.Ip is { } ip ? EntityKey.Address(e.Client, ip) : null,
        EntityKind.Client => EntityKey.ForClient(e.Client),
        _ => null,
    };

    private static AuthSection AuthOf(AuthoredEvent a) => new()
    {
        IsInteractive = a.Interactive,
        IsMfa = a.Mfa,
        MfaFromToken = a.MfaFromToken,
        Factor = a.Factor,
        Failure = a.Failure,
        LogonTypeId = a.LogonType,
        Service = a.App,
        ServiceId = a.AppId,
        FactorAddress = a.FactorIp,
        ProviderRisk = a.ProviderRisk ?? a.Risk,
        IsFactorStep = a.FactorStep,
    };

    private static DeviceSection? DeviceOf(AuthoredEvent a) =>
        a is { Device: null, Host: null, Os: null, Client: null, Ua: null, Managed: null, Compliant: null, Mac: null }
            ? null
            : new DeviceSection { Mac = a.Mac, Uid = a.Device, Hostname = a.Host, Os = a.Os, Client = a.Client, UserAgent = a.Ua, IsManaged = a.Managed, IsCompliant = a.Compliant };

    private static AddressFacts FactsOf(AuthoredEvent a, CasePlace? place, string? ip)
    {
        if (ip is null)
        {
            return AddressFacts.None with { GeoAvailable = a.Geo };
        }

        var address = IPAddress.Parse(ip);
        var isPrivate = IpText.IsPrivate(address);
        var country = a.Country ?? place?.Country;
        return new AddressFacts
        {
            Ip = ip,
            Egress = a.Egress ?? (isPrivate ? EgressClass.Private : EgressClass.Residential),
            Geo = !a.Geo || country is null || (isPrivate && a.Country is null)
                ? null
                : new GeoPoint(country, a.City ?? place?.City, a.Lat ?? place?.Lat ?? double.NaN, a.Lon ?? place?.Lon ?? double.NaN, a.Radius ?? CasePlace.RadiusKm),
            Asn = a.Asn ?? place?.Asn ?? 0,
            AsnName = a.AsnName ?? place?.AsnName,
            ServiceName = a.Service,
            Indicators = [.. a.Indicators.Select(i => new IndicatorHit(i.List, i.Category, i.Base, i.Listed.ToUnixTimeMilliseconds(), i.Fp))],
            NetworkHash = NetworkOf(address),
            GeoAvailable = a.Geo,
        };
    }

    private static AddressFacts DestinationOf(AuthoredEvent a, string? ip)
    {
        if (ip is null)
        {
            return AddressFacts.None;
        }

        var address = IPAddress.Parse(ip);
        return new AddressFacts
        {
            Ip = ip,
            Egress = IpText.IsPrivate(address) ? EgressClass.Private : a.DstEgress,
            Geo = a.DstCountry is null ? null : new GeoPoint(a.DstCountry, null, double.NaN, double.NaN, CasePlace.RadiusKm),
            Asn = a.DstAsn,
            AsnName = a.DstAsnName,
            ServiceName = a.DstService,
            Indicators = [.. a.DstIndicators.Select(i => new IndicatorHit(i.List, i.Category, i.Base, i.Listed.ToUnixTimeMilliseconds(), i.Fp))],
            NetworkHash = NetworkOf(address),
        };
    }

    private static ulong NetworkOf(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        return address.AddressFamily == AddressFamily.InterNetwork
            ? BinaryPrimitives.ReadUInt32BigEndian(bytes) >> 8 | 1UL << 60
            : BinaryPrimitives.ReadUInt64BigEndian(bytes) >> 16 | 2UL << 60;
    }
}
