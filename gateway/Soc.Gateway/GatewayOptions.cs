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

    /// <summary>Path of a PKCS#12 certificate for both ports; plain HTTP when empty.</summary>
    public string? CertificatePath { get; init; }

    public string? CertificatePassword { get; init; }
}
