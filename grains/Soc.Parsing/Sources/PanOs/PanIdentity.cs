using Soc.Model.Events;
using Soc.Parsing.Mapping;
using Soc.Parsing.Text;

namespace Soc.Parsing.Sources.PanOs;

/// <summary>USERID and AUTHENTICATION are 3002, HIPMATCH is 5001.</summary>
internal static class PanIdentity
{
    public static ParseResult MapUserId(in PanRecord r)
    {
        var isLogout = r.Subtype.EqualsIgnoreCase("logout"u8);
        if (!isLogout && !r.Subtype.EqualsIgnoreCase("login"u8))
        {
            return ParseResult.Skipped(Reasons.UnmappedType);
        }

        return ParseResult.Event(new SecurityEvent
        {
            Id = r.EventId(),
            Client = r.Client,
            Class = EventClass.Authentication,
            ActivityId = isLogout ? Activity.Auth.Logoff : Activity.Auth.Logon,
            TimeMs = r.TimeMs,
            ReceivedMs = r.ReceivedMs,
            Source = PanRecord.Source,
            SourceKind = "userid",
            Status = EventStatus.Success,
            User = UserNames.From(r.F.UserText(PanField.User) ?? r.F.UserText(PanField.SourceUser)),
            Src = AddressOf(r),
            Dst = r.Reporter is { } firewall ? new EndpointSection { Hostname = firewall } : null,
            Auth = new AuthSection
            {
                // Learned from another log, not a person at this keyboard now.
                IsInteractive = false,
                Service = r.F.Text(PanField.DataSourceName) ?? r.F.Text(PanField.DataSource) ?? "User-ID",
            },
            Reporter = r.Reporter,
            Raw = r.Raw,
        });
    }

    public static ParseResult MapAuthentication(in PanRecord r)
    {
        Span<byte> buffer = stackalloc byte[512];
        var outcome = Contains.Lower(r.F[PanField.AuthEvent], buffer);
        var succeeded = outcome.Word("success"u8) || outcome.Word("succeeded"u8) || outcome.Word("allowed"u8);
        var failed = !succeeded && (outcome.Word("fail"u8) || outcome.Word("den"u8) || outcome.Word("timeout"u8) || outcome.Word("error"u8) || outcome.Word("invalid"u8) || outcome.Word("lock"u8));
        var isSecondFactor = r.F.Number(PanField.FactorNumber) >= 2;
        var failure = FailureKind.None;
        if (failed)
        {
            failure = FailureWords.Classify(r.F[PanField.AuthEvent]);
            failure = failure is FailureKind.Other or FailureKind.BadCredential && FailureWords.Classify(r.F[PanField.Description]) is not FailureKind.Other and var told ? told : failure;
            failure = isSecondFactor ? SecondFactor(failure, outcome) : failure;
        }

        return ParseResult.Event(new SecurityEvent
        {
            Id = r.EventId(),
            Client = r.Client,
            Class = EventClass.Authentication,
            ActivityId = Activity.Auth.Logon,
            TimeMs = r.TimeMs,
            ReceivedMs = r.ReceivedMs,
            Source = PanRecord.Source,
            SourceKind = "authentication",
            Severity = failed ? Severity.Low : Severity.Informational,
            Status = succeeded ? EventStatus.Success : failed ? EventStatus.Failure : EventStatus.Unknown,
            StatusCode = r.F.Text(PanField.AuthEvent),
            Message = r.F.Text(PanField.Description, FieldText.MaxMessageBytes),
            User = UserNames.From(r.F.UserText(PanField.User) ?? r.F.UserText(PanField.SourceUser) ?? r.F.UserText(PanField.NormalizedUser)),
            Src = AddressOf(r),
            Dst = r.Reporter is { } firewall ? new EndpointSection { Hostname = firewall } : null,
            Auth = new AuthSection
            {
                IsInteractive = true,
                IsMfa = isSecondFactor ? succeeded : null,
                IsFactorStep = isSecondFactor,
                Failure = failure,
                ProtocolId = PanGlobalProtect.ProtocolOf(r.F[PanField.AuthProtocol]),
                Service = r.F.Text(PanField.AuthPolicy) ?? r.F.Text(PanField.ServerProfile),
            },
            Reporter = r.Reporter,
            Raw = r.Raw,
        });
    }

    public static ParseResult MapHipMatch(in PanRecord r) => ParseResult.Event(new SecurityEvent
    {
        Id = r.EventId(),
        Client = r.Client,
        Class = EventClass.DeviceInventory,
        ActivityId = 2,
        TimeMs = r.TimeMs,
        ReceivedMs = r.ReceivedMs,
        Source = PanRecord.Source,
        SourceKind = "hipmatch",
        Status = EventStatus.Success,
        Message = r.F.Text(PanField.MatchName, FieldText.MaxMessageBytes),
        User = UserNames.From(r.F.UserText(PanField.User) ?? r.F.UserText(PanField.SourceUser)),
        Src = AddressOf(r),
        Device = new DeviceSection
        {
            Uid = r.F.Text(PanField.HostId) ?? r.F.Text(PanField.EndpointSerial),
            Hostname = r.F.Text(PanField.MachineName),
            Os = r.F.Text(PanField.Os) ?? r.F.Text(PanField.ClientOs),
            Mac = r.F.Text(PanField.Mac),
        },
        Reporter = r.Reporter,
        Raw = r.Raw,
    });

    private static EndpointSection? AddressOf(in PanRecord r) =>
        (r.F.Ip(PanField.Ip) ?? r.F.Ip(PanField.Source) ?? r.F.Ip(PanField.Ipv6)) is { } ip ? new EndpointSection { Ip = ip } : null;

    private static FailureKind SecondFactor(FailureKind failure, ReadOnlySpan<byte> outcome) => failure switch
    {
        FailureKind.BadCredential => FailureKind.MfaWrongCode,
        FailureKind.PolicyBlocked => FailureKind.MfaDenied,
        FailureKind.Other when outcome.Word("timeout"u8) => FailureKind.MfaTimeout,
        FailureKind.Other when outcome.Word("den"u8) => FailureKind.MfaDenied,
        _ => failure,
    };
}
