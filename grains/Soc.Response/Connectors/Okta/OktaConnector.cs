using Soc.Model.Response;
using Soc.Response.Connectors.Http;

namespace Soc.Response.Connectors.Okta;

/// <summary>Suspends a user, or ends his sessions and takes back his tokens; Okta does not say whether sessions have ended.</summary>
internal sealed class OktaConnector(ConnectorDescription description, ProductClient client) : ProductConnector(description, client)
{
    private const string ReadRight = "a role that may view users (okta.users.read)";
    private const string ManageRight = "a role that may suspend users and clear their sessions (okta.users.manage)";

    protected override string? WhyNot(ContainmentOrder order) =>
        TargetNames.User(order.Target) is null ? $"{order.Target.Words} has no name that Okta could know." : null;

    protected override string Deed(ContainmentOrder order) =>
        order.Action == ContainmentAction.DisableUser ? $"{NameOf(order)} is suspended" : $"all sessions and tokens of {NameOf(order)} end";

    protected override async ValueTask<TargetState> ReadAsync(ProductCall call, ContainmentOrder order)
    {
        var name = NameOf(order);
        var answer = await call.SendAsync(new ProductRequest(HttpMethod.Get, $"/api/v1/users/{Uri.EscapeDataString(name)}", ReadRight) { Accept = [404] });
        if (answer.Status == 404)
        {
            return new TargetState(TargetPhase.Missing, $"{name} is not there");
        }

        var user = answer.Json();
        var id = user.Text("id") ?? throw answer.Unreadable("a user");
        if (order.Action == ContainmentAction.RevokeSessions)
        {
            return new TargetState(TargetPhase.Free, $"{name} may have sessions") { Id = id, IsEvent = true, CanReadBack = false };
        }

        var status = user.Text("status") ?? throw answer.Unreadable("a user with 'status'");
        return new TargetState(status is "SUSPENDED" or "DEPROVISIONED" ? TargetPhase.Held : TargetPhase.Free, $"{name} is {status}")
        {
            Id = id,
            Detail = status,
            IsForeign = status is "DEPROVISIONED",
        };
    }

    protected override async ValueTask<string?> DoAsync(ProductCall call, ContainmentOrder order, TargetState now)
    {
        if (order.Action == ContainmentAction.RevokeSessions)
        {
            await call.SendAsync(new ProductRequest(HttpMethod.Delete, $"/api/v1/users/{now.Id}/sessions?oauthTokens=true", ManageRight));
            return null;
        }

        // Okta suspends active users only; the others cannot sign in by a password either, but may have sessions.
        if (now.Detail is not "ACTIVE")
        {
            throw new ConnectorCallException(new CallFailure(CallEnd.Refused, $"{now.Words}, and Okta suspends only users who are ACTIVE: end the sessions instead."));
        }

        await LifecycleAsync(call, now.Id, "suspend");
        return null;
    }

    protected override async ValueTask UndoneAsync(ProductCall call, ContainmentOrder order, TargetState now, PriorState prior) => await LifecycleAsync(call, now.Id, "unsuspend");

    private static async ValueTask LifecycleAsync(ProductCall call, string id, string what) =>
        await call.SendAsync(new ProductRequest(HttpMethod.Post, $"/api/v1/users/{id}/lifecycle/{what}", ManageRight));

    private static string NameOf(ContainmentOrder order) => TargetNames.User(order.Target)!;
}
