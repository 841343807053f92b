using Soc.Model.Events;
using Soc.Model.Response;
using Soc.Response.Connectors.Http;

namespace Soc.Response.Connectors.CaptureAgent;

/// <summary>What agents are told of a target: a connection, a station or an address.</summary>
/// <param name="Words">For people.</param>
internal sealed record CommandTarget(string Words, string? Ip, string? Mac, TargetConnection? Connection)
{
    private const int MaxPort = 65_535;

    /// <returns>Null, with a sentence, when agents cannot know such a target.</returns>
    public static CommandTarget? Of(ContainmentOrder order, out string problem)
    {
        problem = "";
        var target = order.Target;
        if (order.Action == ContainmentAction.ResetConnection && target.Connection is { } connection)
        {
            if (TryConnection(connection) is { } known)
            {
                return new CommandTarget(FormattableString.Invariant($"the connection {known.SrcIp} port {known.SrcPort} to {known.DstIp} port {known.DstPort}"), null, null, known);
            }

            problem = "A connection is two addresses, each with a port of 1 to 65535: one of them is missing or is none.";
            return null;
        }

        // A station is surer than an address, which changes; an address to be blocked is none of the client's stations.
        if (order.Action != ContainmentAction.BlockAddress && TargetNames.Mac(target) is { } mac)
        {
            return new CommandTarget($"all TCP connections of station {mac}", null, mac.ToLowerInvariant(), null);
        }

        if (IpText.Canonical(target.Ip ?? target.Value) is { } ip)
        {
            return new CommandTarget($"all TCP connections of {ip}", ip, null, null);
        }

        problem = order.Action == ContainmentAction.BlockAddress
            ? $"{target.Words} is no single address: capture agents know no networks. Block a network at the firewall."
            : $"{target.Words} has neither a hardware address nor an address: capture agents cannot tell its connections from others'.";
        return null;
    }

    private static TargetConnection? TryConnection(TargetConnection c) =>
        IpText.Canonical(c.SrcIp) is { } src && IpText.Canonical(c.DstIp) is { } dst && c.SrcPort is > 0 and <= MaxPort && c.DstPort is > 0 and <= MaxPort
            ? new TargetConnection(src, c.SrcPort, dst, c.DstPort)
            : null;
}
