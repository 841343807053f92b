using System.Globalization;
using System.Text.Json;
using Soc.Model.Response;
using Soc.Response.Connectors.Http;

namespace Soc.Response.Connectors.FortigateBan;

/// <summary>
/// Adds to the list of banned addresses, and takes only its own address from it. A ban that somebody else made and that ends before ours is made longer, and
/// gets its own end back. An end of 0 would be "for ever" there, and is never sent.
/// </summary>
internal sealed class FortigateBanConnector(ConnectorDescription description, FortigateBanOptions options, ProductClient client) : ProductConnector(description, client)
{
    private const string Right = "read and write access to banned users (User & Device)";

    /// <summary>What is written down of a ban without an end.</summary>
    private const string Permanent = "permanent";

    // The firewall counts in seconds from when it got the request.
    private const long SlackSeconds = 60;

    protected override string? WhyNot(ContainmentOrder order) =>
        TargetNames.Address(order.Target) is null ? $"{order.Target.Words} is not a single address, and FortiGate bans nothing else." : null;

    protected override string Deed(ContainmentOrder order) => $"{AddressOf(order)} is banned until its limit";

    protected override async ValueTask<TargetState> ReadAsync(ProductCall call, ContainmentOrder order)
    {
        var address = AddressOf(order);
        var answer = await call.SendAsync(new ProductRequest(HttpMethod.Get, PathOf("banned"), Right));
        var bans = answer.Json().Items("results") ?? throw answer.Unreadable("a list of banned addresses");
        var ban = bans.Where(b => string.Equals(b.Text("ip_address"), address, StringComparison.OrdinalIgnoreCase)).Select(b => (JsonElement?)b).FirstOrDefault();
        if (ban is null)
        {
            return new TargetState(TargetPhase.Free, $"{address} is not banned");
        }

        // Ends are told in the firewall's time, whose clock may be another.
        var ahead = answer.At is { } at ? (at - call.Now).Ticks / TimeSpan.TicksPerSecond : 0;
        var wanted = order.UntilMs / 1_000;
        var expires = ban.Value.Number("expires") is > 0 and var told ? told - ahead : 0;
        return expires == 0
            ? new TargetState(TargetPhase.Held, $"{address} is banned for ever") { Detail = Permanent, IsForeign = true }
            : expires < wanted - SlackSeconds
            ? new TargetState(TargetPhase.Free, $"{address} is banned, but not for long enough") { Detail = TargetNames.Number(expires) }
            : new TargetState(TargetPhase.Held, $"{address} is banned") { Detail = TargetNames.Number(expires), IsForeign = expires > wanted + SlackSeconds };
    }

    protected override async ValueTask<string?> DoAsync(ProductCall call, ContainmentOrder order, TargetState now)
    {
        await BanAsync(call, order, TargetNames.SecondsLeft(order, call.Now));
        return null;
    }

    protected override async ValueTask UndoneAsync(ProductCall call, ContainmentOrder order, TargetState now, PriorState prior)
    {
        await PostAsync(call, PathOf("banned/clear_users"), new { ip_addresses = new[] { AddressOf(order) } });
        if (long.TryParse(prior.Detail, NumberStyles.None, CultureInfo.InvariantCulture, out var expires) && expires - call.Now.ToUnixTimeSeconds() is > 0 and var left)
        {
            try
            {
                await BanAsync(call, order, left);
            }
            catch (ConnectorCallException e)
            {
                // Asked again, nothing would show that there was another ban.
                throw new ConnectorCallException(new CallFailure(CallEnd.Refused, $"{AddressOf(order)} is not banned now, and the ban that somebody else had made could not be given back: a person must do it. {e.Failure.Reason}"));
            }
        }
    }

    private static ValueTask<ProductAnswer> PostAsync(ProductCall call, string path, object body) =>
        call.SendAsync(new ProductRequest(HttpMethod.Post, path, Right) { Body = JsonSerializer.Serialize(body) });

    private ValueTask<ProductAnswer> BanAsync(ProductCall call, ContainmentOrder order, long seconds) =>
        PostAsync(call, PathOf("banned/add_users"), new { ip_addresses = new[] { AddressOf(order) }, expiry = seconds });

    private string PathOf(string what) => $"/api/v2/monitor/user/{what}?vdom={Uri.EscapeDataString(options.Vdom)}";

    private static string AddressOf(ContainmentOrder order) => TargetNames.Address(order.Target)!;
}
