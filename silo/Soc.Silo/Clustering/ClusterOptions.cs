using System.Net;

namespace Soc.Silo.Clustering;

/// <summary>Configuration section "Soc:Cluster".</summary>
public sealed record ClusterOptions
{
    public const string Section = "Soc:Cluster";

    /// <summary>Where the silos find each other.</summary>
    public MembershipKind Membership { get; init; } = MembershipKind.None;

    /// <summary>Only nodes with the same name are one cluster.</summary>
    public string ClusterId { get; init; } = "soc";

    /// <summary>"host:port,password=…" of the Redis server; with <see cref="MembershipKind.Redis"/>.</summary>
    public string RedisConnectionString { get; init; } = "";

    /// <summary>Address of this node at which the others reach it; in Kubernetes the pod's (POD_IP is used when this is empty).</summary>
    public string Address { get; init; } = "";

    /// <summary>Port between silos; 0 picks a free one.</summary>
    public int SiloPort { get; init; } = 11_111;

    /// <summary>Port of a silo for gateways; 0 picks a free one.</summary>
    public int ClientPort { get; init; } = 30_000;

    /// <summary>A silo that does not answer a probe within this time has missed it, milliseconds.</summary>
    public int ProbeTimeoutMs { get; init; } = 2000;

    /// <summary>A silo that missed so many probes one after the other is taken for dead, when another one says so, too.</summary>
    public int MissedProbes { get; init; } = 3;

    /// <summary>Spreads the entities over all silos, wherever their events are read: to measure what their place is worth.</summary>
    public bool SpreadEntities { get; init; }

    /// <summary>This process is a gateway only: its silos are other processes.</summary>
    public bool GatewayOnly { get; init; }

    /// <summary>The address to tell the others.</summary>
    /// <exception cref="InvalidOperationException">It is none; the message says what to change.</exception>
    public IPAddress AddressToTell
    {
        get
        {
            var text = Address.Length > 0 ? Address : Environment.GetEnvironmentVariable("POD_IP");
            return text is not { Length: > 0 }
                ? IPAddress.Loopback
                : IPAddress.TryParse(text, out var address)
                    ? address
                    : throw new InvalidOperationException($"{Section}:Address is '{text}': give the IP address at which the other silos reach this one.");
        }
    }

    /// <exception cref="InvalidOperationException">The settings make no sense together; the message says what to change.</exception>
    public void Check()
    {
        if (Membership == MembershipKind.Redis && string.IsNullOrWhiteSpace(RedisConnectionString))
        {
            throw new InvalidOperationException($"{Section}:Membership is Redis, and {Section}:RedisConnectionString is empty: give it, as host:port.");
        }

        if (GatewayOnly && Membership == MembershipKind.None)
        {
            throw new InvalidOperationException($"{Section}:GatewayOnly needs silos to call: set {Section}:Membership to Redis or PostgreSql, as the silos have it.");
        }

        if (ProbeTimeoutMs is < 100 or > 60_000 || MissedProbes is < 1 or > 100)
        {
            throw new InvalidOperationException($"{Section}:ProbeTimeoutMs is {ProbeTimeoutMs} and MissedProbes {MissedProbes}: use 100 to 60000 ms, and 1 to 100.");
        }

        _ = AddressToTell;
    }
}
