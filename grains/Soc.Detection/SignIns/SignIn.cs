using Soc.Detection.Windows;
using Soc.Model.Entities;
using Soc.Model.Events;

namespace Soc.Detection.SignIns;

/// <summary>
/// An event read as a sign-in of any source (identity provider, VPN, SaaS, console): one reading for all detectors, so that they
/// agree on what a success and a failure are, and the event is read once.
/// </summary>
public sealed partial class SignIn
{
    /// <summary>An event that claims to come from further in the future than this has a wrong clock, and no order in time.</summary>
    private const long MaxAheadMs = 3_600_000;

    // The detectors of an entity take an event one after the other on one thread: the latest reading serves them all.
    [ThreadStatic]
    private static SignIn? _latest;

    private uint? _device;
    private SignInFlags? _flags;
    private PackedIp? _ip;
    private TimeZoneInfo? _zone;
    private int _hourOfWeek;

    private SignIn(EnrichedEvent e)
    {
        Source = e;
        Outcome = OutcomeOf(e.Event);
        CloudService = Outcome == SignInOutcome.Success ? CloudServiceOf() : null;
    }

    public EnrichedEvent Source { get; }

    public SecurityEvent Event => Source.Event;

    public AddressFacts From => Source.Src;

    public long TimeMs => Source.Event.TimeMs;

    public SignInOutcome Outcome { get; }

    /// <summary>The user is in: a logon, or a VPN tunnel that opened; not a ticket of a session that he has already.</summary>
    public bool IsSignIn => Outcome == SignInOutcome.Success && Event is { Class: EventClass.TunnelActivity } or { ActivityId: Activity.Auth.Logon };

    public bool IsVpn => Event.Class == EventClass.TunnelActivity || Event.Session?.IsVpn == true;

    /// <summary>
    /// A person is there. Token refresh and background use are not, nor are network, batch and service logons of Windows (types 3, 4, 5);
    /// a VPN login always is; a source that does not say is taken at its word that somebody signed in.
    /// </summary>
    public bool IsInteractive => IsVpn || (Event.Auth?.IsInteractive ?? (Event.Auth?.LogonTypeId is not (3 or 4 or 5) && Event.User?.IsService != true));

    /// <summary>A person signed in, by his own hand: what baselines are learned from.</summary>
    public bool IsPersonal => IsSignIn && IsInteractive && CloudService is null;

    /// <summary>The source says that nobody sat at a keyboard.</summary>
    public bool IsBackground => Event.Auth?.IsInteractive == false;

    /// <summary>A second factor was given now, in a sign-in or in a step of its own.</summary>
    public bool GivesFactorNow => Outcome == SignInOutcome.FactorSuccess || (Outcome == SignInOutcome.Success && HasFreshMfa);

    /// <summary>The person gave a second factor now.</summary>
    public bool HasFreshMfa => Event.Auth is { IsMfa: true, MfaFromToken: false };

    /// <summary>The source says that no second factor was given.</summary>
    public bool HasNoMfa => Event.Auth is { IsMfa: false };

    public bool HasMfaFromToken => Event.Auth is { MfaFromToken: true };

    public bool IsTrustedDevice => Event.Device is { IsManaged: true } or { IsCompliant: true };

    public bool IsUntrustedDevice => Event.Device is { IsManaged: false, IsCompliant: not true };

    public bool IsRiskyToProvider => Event.Auth?.ProviderRisk is "medium" or "high";

    public bool IsListed => From.Indicators.Length > 0;

    /// <summary>The address, or none for a private one too: nobody can be placed by it.</summary>
    public bool HasPublicAddress => From is { Ip: not null, Egress: not EgressClass.Private };

    /// <summary>Hash of the device id, else of the host name, else of operating system and client; 0 unknown.</summary>
    public uint Device => _device ??= Event.Device is { } device
        ? (device.Uid ?? device.Hostname) is { Length: > 0 } name ? StableHash.Of(name) : ClientFamily.HashOf(device)
        : 0;

    public PackedIp Ip => _ip ??= PackedIp.Of(From.Ip ?? Event.Src?.Ip);

    public SignInFlags Flags => _flags ??= FlagsOf();

    /// <summary>The geo database's country; without one, what the source claims. See <see cref="Geo.CountryCode"/>; 0 unknown.</summary>
    public ushort Country => Geo.CountryCode.Pack(From.Geo?.Country ?? Event.Src?.ClaimedCountry);

    /// <summary>Days since the epoch.</summary>
    public ushort Day => SeenTable.DayOf(TimeMs);

    /// <summary>The service behind a sign-in from a cloud with a stored credential; null when a person may be behind it.</summary>
    public string? CloudService { get; }

    /// <summary>The name that a person is counted under.</summary>
    public string? User => UserOf(Event);

    /// <summary>Hour of the week 0–167 in a zone, see <see cref="HourProfile"/>.</summary>
    public int HourOfWeek(TimeZoneInfo zone)
    {
        if (!ReferenceEquals(_zone, zone))
        {
            (_hourOfWeek, _zone) = (HourProfile.HourOfWeek(TimeMs, zone), zone);
        }

        return _hourOfWeek;
    }

    public static SignIn Of(EnrichedEvent e)
    {
        var latest = _latest;
        return latest is not null && ReferenceEquals(latest.Source, e) ? latest : _latest = new SignIn(e);
    }

    /// <summary>None also for an event whose clock cannot be right: one from far ahead would push everything else out of the windows.</summary>
    public static SignInOutcome OutcomeOf(SecurityEvent e)
    {
        if (e.Class is not (EventClass.TunnelActivity or EventClass.Authentication) || !HasUsableTime(e))
        {
            return SignInOutcome.None;
        }

        if (e.Class == EventClass.TunnelActivity)
        {
            return e.ActivityId == Activity.Tunnel.Open && e.Status != EventStatus.Failure ? SignInOutcome.Success : SignInOutcome.None;
        }

        if (e.ActivityId is Activity.Auth.Logoff or Activity.Auth.Preauth or Activity.Auth.ServiceTicketRequest or Activity.Auth.ServiceTicketRenew)
        {
            return SignInOutcome.None;
        }

        return e.Status switch
        {
            EventStatus.Success => e.Auth is { IsFactorStep: true } ? SignInOutcome.FactorSuccess : SignInOutcome.Success,
            EventStatus.Failure => FailureOf(e.Auth?.Failure ?? FailureKind.Other),
            _ => SignInOutcome.None,
        };
    }

    /// <summary>Not before the epoch, and not far ahead of its arrival.</summary>
    public static bool HasUsableTime(SecurityEvent e) => e.TimeMs > 0 && e.TimeMs - e.ReceivedMs <= MaxAheadMs;

    /// <summary>The name that a person is counted under.</summary>
    public static string? UserOf(SecurityEvent e) => e.UserKey ?? e.User?.Name;

    /// <summary>Networks that people seldom sign in from, and attackers often.</summary>
    public static bool IsAnonymous(EgressClass egress) => egress is EgressClass.Hosting or EgressClass.CommercialVpn or EgressClass.Tor;

    private static SignInOutcome FailureOf(FailureKind failure) => failure switch
    {
        FailureKind.BadCredential or FailureKind.UnknownUser or FailureKind.AccountLocked => SignInOutcome.CredentialFailure,
        FailureKind.MfaDenied => SignInOutcome.FactorRefused,
        FailureKind.MfaTimeout => SignInOutcome.FactorUnanswered,
        FailureKind.MfaWrongCode => SignInOutcome.FactorWrongCode,
        _ => SignInOutcome.OtherFailure,
    };

    private string? CloudServiceOf() => From.Egress switch
    {
        EgressClass.PrivacyRelay or EgressClass.CommercialVpn or EgressClass.Tor or EgressClass.Satellite
            or EgressClass.Residential or EgressClass.Mobile or EgressClass.KnownEgress => null,
        EgressClass.Hosting => From.ServiceName ?? CloudServices.ByAgent(Event.Device) ?? (IsInteractive ? null : CloudServices.ByApplication(Event.Auth)),
        _ => From.ServiceName,
    };
}
