using System.Text.Json;
using Soc.Model.Response;
using Soc.Response.Connectors.Http;

namespace Soc.Response.Connectors.Entra;

/// <summary>Ends a user's sessions, disables the account, or tells Identity Protection that it is compromised.</summary>
internal sealed class EntraConnector(ConnectorDescription description, ProductClient client) : ProductConnector(description, client)
{
    private const string ReadRight = "User.Read.All";
    private const string RevokeRight = "User.RevokeSessions.All";
    private const string DisableRight = "User.EnableDisableAccount.All (and a directory role above the user's own for administrators)";
    private const string RiskRight = "IdentityRiskyUser.ReadWrite.All (and a licence of Entra ID P2)";
    private const string Compromised = "confirmedCompromised";
    private const string AtRisk = "atRisk";
    private const string NoRisk = "none";

    protected override string? WhyNot(ContainmentOrder order) =>
        TargetNames.User(order.Target) is null ? $"{order.Target.Words} has no name that the directory could know." : null;

    protected override string Deed(ContainmentOrder order) => order.Action switch
    {
        ContainmentAction.RevokeSessions => $"all sessions of {NameOf(order)} end",
        ContainmentAction.DisableUser => $"the account {NameOf(order)} is disabled",
        _ => $"{NameOf(order)} is confirmed as compromised",
    };

    protected override async ValueTask<TargetState> ReadAsync(ProductCall call, ContainmentOrder order)
    {
        var name = NameOf(order);
        var answer = await call.SendAsync(new ProductRequest(
            HttpMethod.Get, $"/v1.0/users/{Uri.EscapeDataString(name)}?$select=id,accountEnabled,signInSessionsValidFromDateTime", ReadRight) { Accept = [404] });
        if (answer.Status == 404)
        {
            return new TargetState(TargetPhase.Missing, $"{name} is not there");
        }

        var user = answer.Json();
        var id = user.Text("id") ?? throw answer.Unreadable("a user");
        switch (order.Action)
        {
            case ContainmentAction.RevokeSessions:
                var validFrom = user.Text("signInSessionsValidFromDateTime");
                return new TargetState(TargetPhase.Free, $"sessions of {name} are valid from {validFrom ?? "an unknown time"}") { Id = id, IsEvent = true, Detail = validFrom };
            case ContainmentAction.DisableUser:
                var enabled = user.Flag("accountEnabled") ?? throw answer.Unreadable("a user with 'accountEnabled'");
                return enabled
                    ? new TargetState(TargetPhase.Free, $"the account {name} is enabled") { Id = id }
                    : new TargetState(TargetPhase.Held, $"the account {name} is disabled") { Id = id };
            default:
                var risk = await ReadRiskAsync(call, id);
                return new TargetState(string.Equals(risk, Compromised, StringComparison.Ordinal) ? TargetPhase.Held : TargetPhase.Free, $"the risk of {name} is '{risk}'") { Id = id, Detail = risk };
        }
    }

    protected override async ValueTask<string?> DoAsync(ProductCall call, ContainmentOrder order, TargetState now)
    {
        switch (order.Action)
        {
            case ContainmentAction.RevokeSessions:
                await call.SendAsync(new ProductRequest(HttpMethod.Post, $"/v1.0/users/{now.Id}/revokeSignInSessions", RevokeRight));
                break;
            case ContainmentAction.DisableUser:
                await SetEnabledAsync(call, now.Id, isEnabled: false);
                break;
            default:
                await TellRiskAsync(call, now.Id, "confirmCompromised");
                break;
        }

        return null;
    }

    protected override async ValueTask UndoneAsync(ProductCall call, ContainmentOrder order, TargetState now, PriorState prior)
    {
        if (order.Action == ContainmentAction.DisableUser)
        {
            await SetEnabledAsync(call, now.Id, isEnabled: true);
        }
        else if (string.Equals(prior.Detail, AtRisk, StringComparison.Ordinal))
        {
            throw new ConnectorCallException(new CallFailure(CallEnd.Refused, "The user was at risk before: dismissing it would say that he is safe. A person must decide it in Entra."));
        }
        else
        {
            await TellRiskAsync(call, now.Id, "dismiss");
        }
    }

    private static async ValueTask<string> ReadRiskAsync(ProductCall call, string id)
    {
        // Whoever was never at risk is not known there.
        var answer = await call.SendAsync(new ProductRequest(HttpMethod.Get, $"/v1.0/identityProtection/riskyUsers/{id}", RiskRight) { Accept = [404] });
        return answer.Status == 404 ? NoRisk : answer.Json().Text("riskState") ?? throw answer.Unreadable("a risky user");
    }

    private static async ValueTask SetEnabledAsync(ProductCall call, string id, bool isEnabled) =>
        await call.SendAsync(new ProductRequest(HttpMethod.Patch, $"/v1.0/users/{id}", DisableRight) { Body = JsonSerializer.Serialize(new { accountEnabled = isEnabled }) });

    private static async ValueTask TellRiskAsync(ProductCall call, string id, string what) =>
        await call.SendAsync(new ProductRequest(HttpMethod.Post, $"/v1.0/identityProtection/riskyUsers/{what}", RiskRight) { Body = JsonSerializer.Serialize(new { userIds = new[] { id } }) });

    private static string NameOf(ContainmentOrder order) => TargetNames.User(order.Target)!;
}
