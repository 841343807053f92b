namespace Soc.Gateway;

/// <summary>Configuration section "Soc:Gateway".</summary>
public sealed record GatewayOptions
{
    public const string Section = "Soc:Gateway";

    /// <summary>Address to listen on.</summary>
    public string Address { get; init; } = "0.0.0.0";

    /// <summary>Port of the API, metrics and health; 0 picks a free one.</summary>
    public int ApiPort { get; init; } = 8080;

    /// <summary>Port of HEC; 0 picks a free one.</summary>
    public int HecPort { get; init; } = 8088;

    /// <summary>Requests to the API that one credential may make in a minute, all at once or spread; 1–10,000,000.</summary>
    public int RequestsPerMinute { get; init; } = 6000;

    /// <summary>Replacing a policy without If-Match is refused (428), so that nobody overwrites a change that he has not read.</summary>
    public bool RequireIfMatch { get; init; }

    /// <summary>Path of a PKCS#12 certificate for both ports; plain HTTP when empty.</summary>
    public string? CertificatePath { get; init; }

    public string? CertificatePassword { get; init; }

    /// <exception cref="InvalidOperationException">The settings make no sense; the message says what to change.</exception>
    public void Check()
    {
        if (!System.Net.IPAddress.TryParse(Address, out _))
        {
            throw new InvalidOperationException($"{Section}:Address is '{Address}': give an address of this machine, or 0.0.0.0 for all.");
        }

        if (ApiPort is < 0 or > 65_535 || HecPort is < 0 or > 65_535 || (ApiPort == HecPort && ApiPort != 0))
        {
            throw new InvalidOperationException($"{Section}:ApiPort is {ApiPort} and HecPort is {HecPort}: give two different ports, 1 to 65535 (0 picks a free one).");
        }
    }
}
