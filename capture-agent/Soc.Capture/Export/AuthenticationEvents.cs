using System.Globalization;
using Soc.Capture.Flows;
using Soc.Capture.Protocols.Kerberos;
using Soc.Capture.Protocols.Smb;
using Soc.Model.Events;

namespace Soc.Capture.Export;

/// <summary>Authentications on the wire. They are the machine's, with what its user gave it: none is told as interactive.</summary>
internal static class AuthenticationEvents
{
    // OCSF auth_protocol_id and logon_type_id.
    private const int Ntlm = 1;
    private const int Kerberos = 2;
    private const int NetworkLogon = 3;

    // RFC 4120, 7.5.9.
    private const int UnknownClient = 6;
    private const int ClientRevoked = 18;
    private const int PreauthenticationFailed = 24;
    private const int PreauthenticationRequired = 25;

    // NTSTATUS (MS-ERREF 2.3.1).
    private const uint NoSuchUser = 0xC000_0064;
    private const uint WrongPassword = 0xC000_006A;
    private const uint LogonFailure = 0xC000_006D;
    private const uint AccountDisabled = 0xC000_0072;
    private const uint AccountLocked = 0xC000_0234;

    /// <returns>Null for a question without an answer, and for the first half of an ordinary exchange.</returns>
    public static SecurityEvent? Of(EventFrame frame, Flow flow, KerberosExchange k)
    {
        if (k.IsSuccess is not { } isSuccess || k.ErrorCode == PreauthenticationRequired || (k.Client.Length == 0 && k.Service.Length == 0))
        {
            return null;
        }

        var activity = k.RequestType == KerberosRequestType.TicketGranting ? Activity.Auth.ServiceTicketRequest : Activity.Auth.AuthenticationTicket;
        return frame.Of(EventClass.Authentication, activity, k.AtNs, "kerberos", flow, new EventParts
        {
            Status = isSuccess ? EventStatus.Success : EventStatus.Failure,
            StatusCode = k.ErrorName.Length == 0 ? null : k.ErrorName,
            User = k.Client.Length == 0 ? null : new UserIdentity { Name = k.Client, Domain = k.Realm.Length == 0 ? null : k.Realm, IsService = IsMachine(k.Client) },
            Auth = new AuthSection
            {
                IsInteractive = false,
                ProtocolId = Kerberos,
                LogonTypeId = NetworkLogon,
                Service = k.Service.Length == 0 ? null : k.Service,
                Failure = isSuccess ? FailureKind.None : k.ErrorCode switch
                {
                    UnknownClient => FailureKind.UnknownUser,
                    ClientRevoked => FailureKind.AccountLocked,
                    PreauthenticationFailed => FailureKind.BadCredential,
                    _ => FailureKind.Other,
                },
            },
        });
    }

    /// <returns>Null when it names nobody: by Kerberos the name is encrypted, and the ticket was told.</returns>
    public static SecurityEvent? Of(EventFrame frame, Flow flow, SmbSession s)
    {
        if (s.User.Length == 0)
        {
            return null;
        }

        var slash = s.User.IndexOf('\\', StringComparison.Ordinal);
        return frame.Of(EventClass.Authentication, Activity.Auth.Logon, s.AtNs, "ntlm", flow, new EventParts
        {
            Status = s.Status == 0 ? EventStatus.Success : EventStatus.Failure,
            StatusCode = s.Status == 0 ? null : s.StatusName is { Length: > 0 } name ? name : s.Status.ToString("X8", CultureInfo.InvariantCulture),
            User = new UserIdentity { Name = s.User[(slash + 1)..], Domain = slash > 0 ? s.User[..slash] : null, IsService = IsMachine(s.User) },
            Auth = new AuthSection
            {
                IsInteractive = false,
                ProtocolId = Ntlm,
                LogonTypeId = NetworkLogon,
                Service = "smb",
                Failure = s.Status switch
                {
                    0 => FailureKind.None,
                    NoSuchUser => FailureKind.UnknownUser,
                    LogonFailure or WrongPassword => FailureKind.BadCredential,
                    AccountLocked or AccountDisabled => FailureKind.AccountLocked,
                    _ => FailureKind.Other,
                },
            },
        });
    }

    private static bool IsMachine(string name) => name.EndsWith('$');
}
