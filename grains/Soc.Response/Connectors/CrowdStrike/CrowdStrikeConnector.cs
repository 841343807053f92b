using System.Text.Json;
using Soc.Model.Response;
using Soc.Response.Connectors.Http;

namespace Soc.Response.Connectors.CrowdStrike;

/// <summary>Cuts a host off from the network, but for Falcon itself; the host's status says how far it is.</summary>
internal sealed class CrowdStrikeConnector(ConnectorDescription description, ProductClient client) : ProductConnector(description, client)
{
    /// <summary>Hosts of one name that are looked at.</summary>
    public const int MaxHosts = 20;

    private const string ReadRight = "the scope Hosts: read";
    private const string WriteRight = "the scope Hosts: write";

    protected override string? WhyNot(ContainmentOrder order) =>
        FilterOf(order.Target) is null ? $"{order.Target.Words} has no host name, hardware address or address to find it by." : null;

    protected override string Deed(ContainmentOrder order) => $"{NameOf(order)} is contained";

    protected override async ValueTask<TargetState> ReadAsync(ProductCall call, ContainmentOrder order)
    {
        var name = NameOf(order);
        var filter = FilterOf(order.Target)!;
        var found = await SendAsync(call, new ProductRequest(
            HttpMethod.Get, $"/devices/queries/devices/v1?limit={TargetNames.Number(MaxHosts)}&filter={Uri.EscapeDataString(filter)}", ReadRight));
        var ids = found.Where(i => i.ValueKind == JsonValueKind.String).Select(i => i.GetString()!).ToArray();
        var hosts = ids.Length == 0
            ? []
            : await SendAsync(call, new ProductRequest(HttpMethod.Get, $"/devices/entities/devices/v2?{string.Join('&', ids.Select(i => $"ids={Uri.EscapeDataString(i)}"))}", ReadRight));
        var machine = SeenMachine.Choose(hosts.Where(h => h.Text("device_id") is not null).Select(h => new SeenMachine(h.Text("device_id")!, h.Time("last_seen") ?? DateTimeOffset.MinValue)));
        if (machine is null)
        {
            return new TargetState(TargetPhase.Missing, $"{name} is not there");
        }

        var status = hosts.First(h => string.Equals(h.Text("device_id"), machine.Id, StringComparison.Ordinal)).Text("status") ?? "";
        var phase = status switch
        {
            "normal" => TargetPhase.Free,
            "containment_pending" => TargetPhase.Taking,
            "contained" => TargetPhase.Held,
            "lift_containment_pending" => TargetPhase.Releasing,
            _ => throw new ConnectorCallException(new CallFailure(CallEnd.Unreadable, $"Falcon says that {name} is '{status}', which is not known here.")),
        };
        return new TargetState(phase, $"{name} is '{status}'") { Id = machine.Id, ShowsProgress = true };
    }

    protected override async ValueTask<string?> DoAsync(ProductCall call, ContainmentOrder order, TargetState now)
    {
        await ActAsync(call, now.Id, "contain");
        return null;
    }

    protected override async ValueTask UndoneAsync(ProductCall call, ContainmentOrder order, TargetState now, PriorState prior) => await ActAsync(call, now.Id, "lift_containment");

    private static async ValueTask ActAsync(ProductCall call, string id, string action) =>
        await SendAsync(call, new ProductRequest(HttpMethod.Post, $"/devices/entities/devices-actions/v2?action_name={action}", WriteRight) { Body = JsonSerializer.Serialize(new { ids = new[] { id } }) });

    // Errors may stand in an answer of success.
    private static async ValueTask<IReadOnlyList<JsonElement>> SendAsync(ProductCall call, ProductRequest request)
    {
        var answer = await call.SendAsync(request);
        var json = answer.Json();
        if (json.Items("errors") is { Count: > 0 } errors)
        {
            throw new ConnectorCallException(errors[0].Number("code") switch
            {
                403 => new CallFailure(CallEnd.NotAllowed, $"Falcon does not allow it: the API client needs {request.Right}."),
                404 => new CallFailure(CallEnd.Missing, "Falcon does not know the host."),
                >= 500 => new CallFailure(CallEnd.ServerError, $"Falcon failed: {errors[0].Text("message")}"),
                _ => new CallFailure(CallEnd.Refused, $"Falcon refused: {errors[0].Text("message")}"),
            });
        }

        return json.Items("resources") ?? throw answer.Unreadable("a list of resources");
    }

    private static string NameOf(ContainmentOrder order) => TargetNames.Host(order.Target) ?? TargetNames.Mac(order.Target) ?? TargetNames.Address(order.Target)!;

    // A hardware address is the machine's own; an address may have been another's an hour ago.
    private static string? FilterOf(ContainmentTarget target) =>
        TargetNames.Host(target) is { } host ? $"hostname:'{host}'"
        : TargetNames.Mac(target) is { } mac ? $"mac_address:'{mac.Replace(':', '-').ToLowerInvariant()}'"
        : TargetNames.Address(target) is { } address ? $"local_ip:'{address}'"
        : null;
}
