namespace Soc.Detection.Geo;

/// <summary>What was known of a stay at the time, so that it need not be worked out again from events that are gone.</summary>
[Flags]
public enum PlaceTraits : ushort
{
    None = 0,
    /// <summary>The second factor was given here.</summary>
    Mfa = 1,
    /// <summary>The source says that no second factor was given.</summary>
    NoMfa = 2,
    /// <summary>The second factor came from an earlier token.</summary>
    TokenMfa = 4,
    TrustedDevice = 8,
    UntrustedDevice = 16,
    /// <summary>A country that the user was not seen in before, when there was enough history to say so.</summary>
    NewCountry = 32,
    /// <summary>An hour of the day at which the user was not seen before, when there was enough history to say so.</summary>
    UnusualHour = 64,
    /// <summary>An exit of the client's VPN: people behind it can be anywhere.</summary>
    VpnExit = 128,
    /// <summary>A cloud service that uses the person's credential.</summary>
    CloudService = 256,
    /// <summary>A VPN tunnel was opened here: the user is here until it is closed.</summary>
    Tunnel = 512,
    /// <summary>A network that the user was seen on, on several days before.</summary>
    UsualNetwork = 1024,
    /// <summary>The identity provider saw risk.</summary>
    ProviderRisk = 2048,
    /// <summary>A country that the user was seen in on several days before.</summary>
    UsualCountry = 4096,
    /// <summary>The address stands on a list, fresh or stale.</summary>
    Listed = 8192,
}
