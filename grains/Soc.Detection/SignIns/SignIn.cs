using Soc.Model.Entities;
using Soc.Model.Events;

namespace Soc.Detection.SignIns;

/// <summary>A successful sign-in of any source (identity provider, VPN, SaaS, console), as the sign-in detectors read it.</summary>
/// <param name="Source">The event.</param>
internal readonly record struct SignIn(EnrichedEvent Source)
{
    /// <summary>An event that claims to come from further in the future than this has a wrong clock, and no order in time.</summary>
    private const long MaxAheadMs = 3_600_000;

    public SecurityEvent Event => Source.Event;

    public AddressFacts From => Source.Src;

    public long TimeMs => Source.Event.TimeMs;

    public bool IsVpn => Event.Class == EventClass.TunnelActivity || Event.Session?.IsVpn == true;

    /// <summary>
    /// A person is there. Token refresh and background use are not, nor are network, batch and service logons of Windows (types 3, 4, 5);
    /// a VPN login always is; a source that does not say is taken at its word that somebody signed in.
    /// </summary>
    public bool IsInteractive => IsVpn || (Event.Auth?.IsInteractive ?? (Event.Auth?.LogonTypeId is not (3 or 4 or 5) && Event.User?.IsService != true));

    /// <summary>The person gave a second factor now.</summary>
    public bool HasFreshMfa => Event.Auth is { IsMfa: true, MfaFromToken: false };

    /// <summary>The source says that no second factor was given.</summary>
    public bool HasNoMfa => Event.Auth is { IsMfa: false };

    public bool HasMfaFromToken => Event.Auth is { MfaFromToken: true };

    public bool IsTrustedDevice => Event.Device is { IsManaged: true } or { IsCompliant: true };

    public bool IsUntrustedDevice => Event.Device is { IsManaged: false, IsCompliant: not true };

    public bool IsRiskyToProvider => Event.Auth?.ProviderRisk is "medium" or "high";

    /// <summary>Hash of the device id, else of the host name, else of operating system and client; 0 unknown.</summary>
    public uint Device => StableHash.Of(Event.Device?.Uid ?? Event.Device?.Hostname ?? ClientFamily.Of(Event.Device));

    /// <summary>The service behind a sign-in from a cloud with a stored credential; null when a person may be behind it.</summary>
    public string? CloudService =>
        From.Egress is EgressClass.PrivacyRelay or EgressClass.CommercialVpn or EgressClass.Tor or EgressClass.Satellite or EgressClass.Residential or EgressClass.Mobile or EgressClass.KnownEgress
            ? null
            : From.ServiceName ?? (From.Egress == EgressClass.Hosting ? CloudServices.ByAgent(Event.Device) ?? (IsInteractive ? null : CloudServices.ByApplication(Event.Auth)) : null);

    /// <summary>True for a successful logon or an opened VPN tunnel whose time can be right.</summary>
    public static bool TryRead(EnrichedEvent e, out SignIn signIn)
    {
        signIn = new SignIn(e);
        var ev = e.Event;
        return HasUsableTime(ev) && ev.Class switch
        {
            EventClass.Authentication => ev is { ActivityId: Activity.Auth.Logon, Status: EventStatus.Success } && ev.Auth?.IsFactorStep != true,
            EventClass.TunnelActivity => ev is { ActivityId: Activity.Tunnel.Open, Status: EventStatus.Success or EventStatus.Unknown },
            _ => false,
        };
    }

    public static bool HasUsableTime(SecurityEvent e) => e.TimeMs > 0 && e.TimeMs - e.ReceivedMs <= MaxAheadMs;
}
