using System.Text.Json;
using Soc.Model.Response;
using Soc.Response.Connectors.Http;

namespace Soc.Response.Connectors.CiscoIse;

/// <summary>Assigns an ANC policy to a hardware address. A device that had another policy gets it back.</summary>
internal sealed class CiscoIseConnector(ConnectorDescription description, CiscoIseOptions options, ProductClient client) : ProductConnector(description, client)
{
    private const string Right = "the role ERS Admin";
    private const string Endpoints = "/ers/config/ancendpoint";

    private static readonly (string Name, string Value)[] WantsJson = [("Accept", "application/json")];

    protected override string? WhyNot(ContainmentOrder order) =>
        TargetNames.Mac(order.Target) is null ? $"{order.Target.Words} has no hardware address, and ISE knows devices by nothing else." : null;

    protected override string Deed(ContainmentOrder order) => $"{MacOf(order)} has the ANC policy {options.Policy}";

    protected override async ValueTask<TargetState> ReadAsync(ProductCall call, ContainmentOrder order)
    {
        var mac = MacOf(order);
        var answer = await GetAsync(call, $"{Endpoints}?filter={Uri.EscapeDataString($"macAddress.EQ.{mac}")}");
        var found = answer.Json().Member("SearchResult")?.Items("resources") ?? throw answer.Unreadable("a search's result");
        if (found.Count == 0 || found[0].Text("id") is not { } id)
        {
            return new TargetState(TargetPhase.Free, $"{mac} has no ANC policy");
        }

        answer = await GetAsync(call, $"{Endpoints}/{Uri.EscapeDataString(id)}");
        if (answer.Status == 404)
        {
            return new TargetState(TargetPhase.Free, $"{mac} has no ANC policy");
        }

        var policy = answer.Json().Member("ErsAncEndpoint")?.Text("policyName") ?? throw answer.Unreadable("an endpoint with a policy");
        return new TargetState(string.Equals(policy, options.Policy, StringComparison.Ordinal) ? TargetPhase.Held : TargetPhase.Free, $"{mac} has the ANC policy {policy}") { Detail = policy };
    }

    protected override async ValueTask<string?> DoAsync(ProductCall call, ContainmentOrder order, TargetState now)
    {
        // ISE does not exchange one policy for another.
        if (now.Detail is { } other)
        {
            await PutAsync(call, "clear", order, other);
        }

        try
        {
            await PutAsync(call, "apply", order, options.Policy);
        }
        catch (ConnectorCallException e) when (now.Detail is not null && !e.Failure.IsUnknown && !e.Failure.MayHaveActed)
        {
            await GiveBackAsync(call, order, now.Detail);
            throw;
        }

        return null;
    }

    protected override async ValueTask UndoneAsync(ProductCall call, ContainmentOrder order, TargetState now, PriorState prior)
    {
        await PutAsync(call, "clear", order, options.Policy);
        if (prior.Detail is { } before)
        {
            await GiveBackAsync(call, order, before);
        }
    }

    private static async ValueTask GiveBackAsync(ProductCall call, ContainmentOrder order, string policy)
    {
        try
        {
            await PutAsync(call, "apply", order, policy);
        }
        catch (ConnectorCallException e)
        {
            // Asked again, nothing would show that there was another policy.
            throw new ConnectorCallException(new CallFailure(CallEnd.Refused, $"{MacOf(order)} has no ANC policy now, and could not be given back '{policy}', which it had before: a person must do it. {e.Failure.Reason}"));
        }
    }

    private static ValueTask<ProductAnswer> GetAsync(ProductCall call, string path) =>
        call.SendAsync(new ProductRequest(HttpMethod.Get, path, Right) { Accept = [404], Headers = WantsJson });

    private static async ValueTask PutAsync(ProductCall call, string verb, ContainmentOrder order, string policy)
    {
        var body = new
        {
            OperationAdditionalData = new
            {
                additionalData = new[] { new { name = "macAddress", value = MacOf(order) }, new { name = "policyName", value = policy } },
            },
        };
        await call.SendAsync(new ProductRequest(HttpMethod.Put, $"{Endpoints}/{verb}", Right) { Body = JsonSerializer.Serialize(body), Headers = WantsJson });
    }

    private static string MacOf(ContainmentOrder order) => TargetNames.Mac(order.Target)!;
}
