using System.Text;
using CsCheck;
using Soc.Model.Events;

namespace Soc.Content.Tests.Ocsf;

/// <summary>Any event that a parser could make; a section always has a value, since an empty one says nothing.</summary>
internal static class EventGen
{
    private static readonly Gen<string> Word = Gen.OneOf(
        Gen.String[Gen.Char.AlphaNumeric, 1, 12],
        Pick("Zoë \"z\" o'Dell", "HALDEN\\jürgen", "株式会社", "a|b,c;d", "{\"x\":1}", "…\u2028", "-", "0"));

    private static readonly Gen<string?> Text = Gen.OneOf(Gen.Const((string?)null), Word.Select(w => (string?)w));
    private static readonly Gen<string> Ip = Gen.OneOf(
        Gen.Select(Gen.Byte[1, 223], Gen.Byte, Gen.Byte).Select((a, b, c) => $"{a}.{b}.{c}.7"),
        Gen.UShort[1, ushort.MaxValue].Select(p => $"2001:db8::{p:x}"));

    private static readonly Gen<string?> Address = Gen.OneOf(Gen.Const((string?)null), Ip.Select(i => (string?)i));
    private static readonly Gen<bool?> Flag = Pick<bool?>(null, true, false);
    private static readonly Gen<long> Count = Gen.Long[0, 1L << 50];

    private static readonly Gen<UserIdentity> User = Gen.Select(Text, Text, Text, Text, Text, Gen.Bool).Select((name, domain, email, uid, display, service) =>
        new UserIdentity { Name = name, Domain = domain, Email = email, Uid = uid ?? (name is null ? "u1" : null), DisplayName = display, IsService = service });

    private static readonly Gen<EndpointSection> Endpoint = Gen.Select(Address, Gen.Int[0, 65535], Text, Text, Address, Text, Text).Select((ip, port, host, mac, nat, country, city) =>
        new EndpointSection { Ip = ip, Port = port, Hostname = host ?? (ip is null ? "h1" : null), Mac = mac, Zone = mac, TranslatedIp = nat, ClaimedCountry = country, ClaimedCity = city });

    private static readonly Gen<DeviceSection> Device = Gen.Select(Text, Text, Text, Text, Flag, Flag, Text).Select((uid, host, os, client, managed, compliant, agent) =>
        new DeviceSection { Uid = uid ?? "d1", Hostname = host, Os = os, Client = client, IsManaged = managed, IsCompliant = compliant, UserAgent = agent, Mac = host });

    private static readonly Gen<SessionSection> Session = Gen.Select(Text, Gen.Bool, Address, Text, Count).Select((uid, vpn, ip, type, duration) =>
        new SessionSection { Uid = uid ?? "s1", IsVpn = vpn, TunnelIp = ip, TunnelType = type, DurationMs = duration });

    private static readonly Gen<AuthSection> Auth =
        from interactive in Flag
        from mfa in Flag
        from fromToken in Gen.Bool
        from factor in Gen.Enum<AuthFactor>()
        from failure in Gen.Enum<FailureKind>()
        from protocol in Gen.Int[0, 12]
        from service in Text
        from serviceId in Text
        from factorIp in Address
        from risk in Pick<string?>(null, "high", "none")
        from step in Gen.Bool
        select new AuthSection
        {
            IsInteractive = interactive, IsMfa = mfa, MfaFromToken = fromToken, Factor = factor, Failure = failure, ProtocolId = protocol, LogonTypeId = protocol,
            Service = service, ServiceId = serviceId, FactorAddress = factorIp, ProviderRisk = risk, IsFactorStep = step,
        };

    private static readonly Gen<TrafficSection> Traffic = Gen.Select(Count, Count, Text, Text, Pick<string?>(null, "allow", "deny", "reset-both", "alert"), Gen.Int[0, 4]).Select((o, i, app, rule, action, direction) =>
        new TrafficSection { BytesOut = o + 1, BytesIn = i, PacketsOut = o / 7, PacketsIn = i / 7, ProtocolNumber = direction * 3, Application = app, Rule = rule, Action = action, DirectionId = direction, State = app is null ? null : "SF", History = rule, CommunityId = app, DurationMs = i / 3, IsOngoing = direction == 1 });

    private static readonly Gen<HttpSection> Http = Gen.Select(Word, Text, Text, Gen.Int[0, 599], Text).Select((url, host, method, code, category) =>
        new HttpSection { Url = url, Host = host, Method = method, StatusCode = code, Category = category });

    private static readonly Gen<FindingSection> Finding = Gen.Select(Text, Word, Text, Gen.Int[-1, 100], Gen.Int[0, 2]).Select((uid, title, type, score, action) =>
        new FindingSection { Uid = uid, Title = title, Type = type, Score = score, ActionId = action });

    private static readonly Gen<ChangeSection> Change = Gen.Select(Text, Text, Text, Gen.Bool, Gen.Bool).Select((operation, target, group, mfa, device) =>
        new ChangeSection { Operation = operation, Target = target, Group = group, IsMfaChange = mfa, IsDeviceRegistration = device });

    private static readonly Gen<DnsSection> Dns = Gen.Select(Gen.Int[1, 99], Text, Gen.Int[-1, 16], Word.Array[0, DnsSection.MaxAnswers], Gen.Int[0, 4096]).Select((host, type, code, answers, bytes) =>
        new DnsSection { Query = $"h{host}.example.com", QueryType = type, ResponseCode = code, Answers = answers, QueryBytes = bytes, AnswerBytes = bytes / 2 });

    private static readonly Gen<TlsSection> Tls = Gen.Select(Gen.Int[1, 99], Text, Text, Text, Text, Text, Text).Select((host, version, alpn, cipher, ja3, subject, issuer) =>
        new TlsSection { ServerName = $"h{host}.example.com", Version = version, Alpn = alpn, Cipher = cipher, Ja3 = ja3, Ja3s = alpn, Ja4 = cipher, Subject = subject, Issuer = issuer });

    private static readonly Gen<FileSection> File = Gen.Select(Word, Text, Text, Text, Count).Select((name, path, share, operation, bytes) =>
        new FileSection { Name = name, Path = path, Share = share, Operation = operation, NewPath = share, BytesRead = bytes, BytesWritten = bytes / 2, SizeBytes = bytes / 3 });

    private static readonly Gen<DhcpSection> Dhcp = Gen.Select(Address, Address, Text, Text, Count, Text).Select((assigned, server, vendor, parameters, lease, messages) =>
        new DhcpSection { AssignedIp = assigned, RequestedIp = assigned, ServerIp = server, VendorClass = vendor, ParameterList = parameters, LeaseSeconds = lease + 1, Messages = messages });

    public static readonly Gen<SecurityEvent> Event =
        from high in Gen.ULong
        from eventClass in Gen.Enum<EventClass>()
        from activity in Gen.OneOf(Gen.Int[0, 12], Gen.Const(99))
        from time in Gen.Long[100_000_000_000, 4_000_000_000_000]
        from severity in Gen.Enum<Severity>()
        from status in Gen.Enum<EventStatus>()
        from texts in Gen.Select(Text, Text, Text, Text, Text)
        from people in Gen.Select(Maybe(User), Maybe(User))
        from ends in Gen.Select(Maybe(Endpoint), Maybe(Endpoint), Maybe(Device), Maybe(Session))
        from deeds in Gen.Select(Maybe(Auth), Maybe(Traffic), Maybe(Http), Maybe(Finding), Maybe(Change))
        from wire in Gen.Select(Maybe(Dns), Maybe(Tls), Maybe(File), Maybe(Dhcp))
        select new SecurityEvent
        {
            Id = new EventId(high, ~high),
            Client = "acme",
            Class = eventClass,
            ActivityId = activity,
            TimeMs = time,
            ReceivedMs = time + 5,
            Source = "panos",
            SourceKind = texts.Item1,
            Severity = severity,
            Status = status,
            StatusCode = texts.Item2,
            Message = texts.Item3,
            Reporter = texts.Item4,
            UserKey = texts.Item5,
            Raw = texts.Item1 is null ? null : Encoding.UTF8.GetBytes(texts.Item1),
            User = people.Item1,
            Actor = people.Item2,
            Src = ends.Item1,
            Dst = ends.Item2,
            Device = ends.Item3,
            Session = ends.Item4,
            Auth = deeds.Item1,
            Traffic = deeds.Item2,
            Http = deeds.Item3,
            Finding = deeds.Item4,
            Change = deeds.Item5,
            Dns = wire.Item1,
            Tls = wire.Item2,
            File = wire.Item3,
            Dhcp = wire.Item4,
        };

    private static Gen<T?> Maybe<T>(Gen<T> gen)
        where T : class =>
        Gen.OneOf(Gen.Const((T?)null), gen.Select(t => (T?)t));

    private static Gen<T> Pick<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);
}
