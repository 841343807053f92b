namespace Soc.Gateway.Auth;

/// <summary>What the first start makes when nothing is configured.</summary>
public sealed class BootstrapOptions
{
    /// <summary>Client made when there is none.</summary>
    public string Client { get; set; } = "demo";

    /// <summary>The administrator's key (SOC_ADMIN_KEY); null: a random one, printed once.</summary>
    public string? AdminKey { get; set; }

    /// <summary>The HEC token of <see cref="Client"/> (SOC_HEC_TOKEN), any string; null: a random one, printed once.</summary>
    public string? HecToken { get; set; }
}
