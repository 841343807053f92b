using System.Text.Json.Serialization;
using Soc.Model.Entities;
using Soc.Model.Events;

namespace Soc.Content.Tests.Detection;

/// <summary>
/// One line of a detector case, in the short form that people write. Everything but <see cref="T"/> may be left out:
/// the defaults stand here and in <see cref="CaseEventBuilder"/>. An unknown member fails the case.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record AuthoredEvent
{
    /// <summary>Event time.</summary>
    public required DateTimeOffset T { get; init; }

    /// <summary>User key; "" for an event without a user.</summary>
    public string User { get; init; } = "anna.keller@example.com";

    /// <summary>True for a service principal or machine account.</summary>
    public bool ServiceUser { get; init; }

    /// <summary>Source address; "" for none. Left out: the address of <see cref="Place"/>, else 198.51.100.7.</summary>
    public string? Ip { get; init; }

    /// <summary>Shorthand for country, city, position, network and address: a name of <see cref="CasePlaces"/>.</summary>
    public string? Place { get; init; }

    /// <summary>Zone or interface that it came from.</summary>
    public string? Zone { get; init; }

    public string? Country { get; init; }

    public string? City { get; init; }

    public double? Lat { get; init; }

    public double? Lon { get; init; }

    /// <summary>Accuracy radius in km.</summary>
    public double? Radius { get; init; }

    /// <summary>Left out: Private for a private address, else that of the place, else Residential.</summary>
    public EgressClass? Egress { get; init; }

    public int? Asn { get; init; }

    public string? AsnName { get; init; }

    /// <summary>AddressFacts.ServiceName.</summary>
    public string? Service { get; init; }

    public EventClass Class { get; init; } = EventClass.Authentication;

    public int Activity { get; init; } = 1;

    public EventStatus Status { get; init; } = EventStatus.Success;

    public string? StatusCode { get; init; }

    public string? Message { get; init; }

    public bool? Interactive { get; init; } = true;

    public bool? Mfa { get; init; }

    public bool MfaFromToken { get; init; }

    public AuthFactor Factor { get; init; }

    public FailureKind Failure { get; init; }

    /// <summary>Name of the application signed in to.</summary>
    public string? App { get; init; }

    public string? AppId { get; init; }

    public int LogonType { get; init; }

    /// <summary>Session id.</summary>
    public string? Session { get; init; }

    /// <summary>Device uid.</summary>
    public string? Device { get; init; }

    public string? Host { get; init; }

    public string? Os { get; init; }

    public string? Client { get; init; }

    public string? Ua { get; init; }

    public bool? Managed { get; init; }

    public bool? Compliant { get; init; }

    /// <summary>A VPN session; true by itself for TunnelActivity.</summary>
    public bool Vpn { get; init; }

    /// <summary>Address assigned inside the VPN tunnel.</summary>
    public string? TunnelIp { get; init; }

    /// <summary>Address of the device that answered the second factor.</summary>
    public string? FactorIp { get; init; }

    public bool FactorStep { get; init; }

    public string? ProviderRisk { get; init; }

    /// <summary>Same as <see cref="ProviderRisk"/>.</summary>
    public string? Risk { get; init; }

    public string Source { get; init; } = "entra_signin";

    public string? SourceKind { get; init; }

    /// <summary>It arrived later than the client's lateAfter.</summary>
    public bool Late { get; init; }

    /// <summary>False: no geo database is loaded.</summary>
    public bool Geo { get; init; } = true;

    public AuthoredIndicator[] Indicators { get; init; } = [];

    /// <summary>A method of the second factor was added or changed.</summary>
    public bool MfaChange { get; init; }

    public bool DeviceRegistration { get; init; }

    /// <summary>Operation of a directory change.</summary>
    public string? Op { get; init; }

    /// <summary>Who did it, where that is not the user.</summary>
    public string? Actor { get; init; }

    /// <summary>Bytes from source to destination.</summary>
    public long BytesOut { get; init; }

    /// <summary>Bytes from destination to source.</summary>
    public long BytesIn { get; init; }

    public int SrcPort { get; init; }

    public string? DstIp { get; init; }

    public int DstPort { get; init; }

    public string? Action { get; init; }

    /// <summary>Name of the destination (SNI, HTTP host, DNS).</summary>
    public string? DstHost { get; init; }

    public string? DstCountry { get; init; }

    public int DstAsn { get; init; }

    public string? DstAsnName { get; init; }

    /// <summary>AddressFacts.ServiceName of the destination.</summary>
    public string? DstService { get; init; }

    public EgressClass DstEgress { get; init; } = EgressClass.Hosting;

    public AuthoredIndicator[] DstIndicators { get; init; } = [];

    public string? Mac { get; init; }

    public long PacketsOut { get; init; }

    /// <summary>IANA protocol number.</summary>
    public int Protocol { get; init; }

    /// <summary>Zeek's connection state.</summary>
    public string? State { get; init; }

    /// <summary>What happened on the connection, Zeek's letters.</summary>
    public string? History { get; init; }

    public long DurationMs { get; init; }

    /// <summary>The connection lasts still.</summary>
    public bool Ongoing { get; init; }

    public string? Community { get; init; }

    /// <summary>Traffic.Application ("ssl", "dropbox").</summary>
    public string? NetApp { get; init; }

    /// <summary>DNS name asked for.</summary>
    public string? Query { get; init; }

    public string? QueryType { get; init; }

    /// <summary>DNS response code; -1 without an answer.</summary>
    public int Rcode { get; init; }

    public string[] Answers { get; init; } = [];

    public int QueryBytes { get; init; }

    public int AnswerBytes { get; init; }

    public string? Sni { get; init; }

    public string? Ja4 { get; init; }

    /// <summary>Path of a file on a share.</summary>
    public string? File { get; init; }

    public string? Share { get; init; }

    /// <summary>What was done with the file.</summary>
    public string? FileOp { get; init; }

    /// <summary>Path after a renaming.</summary>
    public string? NewFile { get; init; }

    /// <summary>Address fetched over HTTP.</summary>
    public string? Url { get; init; }

    public int HttpStatus { get; init; } = 200;

    public string? AssignedIp { get; init; }

    public string? DhcpServer { get; init; }

    public string? VendorClass { get; init; }

    public string? FindingTitle { get; init; }

    public int FindingScore { get; init; } = -1;

    /// <summary>Writes a baseline shortly: the event again and again. Neighbouring lines with a repeat are merged by time.</summary>
    public Repeat? Repeat { get; init; }
}
