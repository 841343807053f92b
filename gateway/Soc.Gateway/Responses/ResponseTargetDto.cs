using Soc.Model.Entities;
using Soc.Model.Response;

namespace Soc.Gateway.Responses;

/// <summary>Whom an action is against.</summary>
/// <param name="Kind">"user", "device", "address" or "domain".</param>
/// <param name="Key">The name by which the incident has it; of block_address an address or a network.</param>
/// <param name="Ip">Its address, where the product knows it by that.</param>
/// <param name="Mac">Its hardware address.</param>
/// <param name="HostName">Its name; a device's key when left out.</param>
/// <param name="UserName">Name at the identity provider; a user's key when left out.</param>
/// <param name="Domain">Its domain; a domain's key when left out.</param>
/// <param name="Connection">Of reset_connection: only this connection.</param>
public sealed record ResponseTargetDto(
    string? Kind,
    string? Key,
    string? Ip = null,
    string? Mac = null,
    string? HostName = null,
    string? UserName = null,
    string? Domain = null,
    ResponseConnectionDto? Connection = null)
{
    public static ResponseTargetDto Of(ContainmentTarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return new(
            EntityKey.KindName(target.Kind),
            target.Value,
            target.Ip,
            target.Mac,
            target.HostName,
            target.UserName,
            target.Domain,
            target.Connection is { } c ? new ResponseConnectionDto(c.SrcIp, c.SrcPort, c.DstIp, c.DstPort) : null);
    }
}
