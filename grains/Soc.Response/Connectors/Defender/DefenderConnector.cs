using System.Globalization;
using System.Text.Json;
using Soc.Model.Response;
using Soc.Response.Connectors.Http;

namespace Soc.Response.Connectors.Defender;

/// <summary>
/// Isolates a machine, found by its name or its address. Whether it is isolated follows from its latest actions; each carries a comment, by which an operation
/// recognises its own.
/// </summary>
internal sealed class DefenderConnector(ConnectorDescription description, DefenderOptions options, ProductClient client) : ProductConnector(description, client)
{
    /// <summary>Actions of a machine that are looked at, the newest.</summary>
    public const int MaxActions = 50;

    private const string ReadRight = "Machine.Read.All";
    private const string IsolateRight = "Machine.Isolate";
    private const string Isolate = "Isolate";
    private const string Unisolate = "Unisolate";

    protected override string? WhyNot(ContainmentOrder order) =>
        TargetNames.Host(order.Target) is null && TargetNames.Address(order.Target) is null ? $"{order.Target.Words} has neither a host name nor an address to find it by." : null;

    protected override string Deed(ContainmentOrder order) => $"{NameOf(order)} is isolated ({options.IsolationType})";

    protected override async ValueTask<TargetState> ReadAsync(ProductCall call, ContainmentOrder order)
    {
        var name = NameOf(order);
        var machine = await FindAsync(call, order);
        if (machine is null)
        {
            return new TargetState(TargetPhase.Missing, $"{name} is not there");
        }

        var filter = Uri.EscapeDataString($"machineId eq '{machine.Id}' and (type eq '{Isolate}' or type eq '{Unisolate}')");
        var answer = await call.SendAsync(new ProductRequest(
            HttpMethod.Get, $"/api/machineactions?$filter={filter}&$orderby=creationDateTimeUtc%20desc&$top={TargetNames.Number(MaxActions)}", ReadRight));
        var actions = answer.Json().Items("value") ?? throw answer.Unreadable("a list of actions");
        return Judge(name, machine.Id, actions.OrderByDescending(a => a.Time("creationDateTimeUtc")), order.OperationId);
    }

    protected override async ValueTask<string?> DoAsync(ProductCall call, ContainmentOrder order, TargetState now)
    {
        var answer = await SendAsync(call, $"/api/machines/{now.Id}/isolate", new { Comment = TargetNames.Remark(order), options.IsolationType });
        return answer?.Text("id");
    }

    protected override async ValueTask UndoneAsync(ProductCall call, ContainmentOrder order, TargetState now, PriorState prior) =>
        await SendAsync(call, $"/api/machines/{now.Id}/unisolate", new { Comment = TargetNames.Remark(order) });

    private static TargetState Judge(string name, string id, IEnumerable<JsonElement> newestFirst, string operationId)
    {
        string? failure = null;
        foreach (var action in newestFirst)
        {
            var isIsolation = string.Equals(action.Text("type"), Isolate, StringComparison.OrdinalIgnoreCase);
            var by = TargetNames.OperationIn(action.Text("requestorComment"));
            var status = action.Text("status") ?? "";
            switch (status)
            {
                case "Succeeded":
                    return new TargetState(isIsolation ? TargetPhase.Held : TargetPhase.Free, isIsolation ? $"{name} is isolated" : $"{name} is not isolated")
                    {
                        Id = id,
                        MadeBy = isIsolation ? by : null,
                        IsForeign = isIsolation && !string.Equals(by, operationId, StringComparison.Ordinal),
                        Reference = action.Text("id"),
                        Failure = failure,
                        ShowsProgress = true,
                    };
                case "Pending" or "InProgress":
                    return new TargetState(isIsolation ? TargetPhase.Taking : TargetPhase.Releasing, isIsolation ? $"the isolation of {name} is under way" : $"the release of {name} is under way")
                    {
                        Id = id,
                        MadeBy = isIsolation ? by : null,
                        IsForeign = isIsolation && !string.Equals(by, operationId, StringComparison.Ordinal),
                        Reference = action.Text("id"),
                    };
                default:
                    if (isIsolation && string.Equals(by, operationId, StringComparison.Ordinal))
                    {
                        failure ??= $"Defender could not isolate {name}: the action ended as {status}.";
                    }

                    break;
            }
        }

        return new TargetState(TargetPhase.Free, $"{name} is not isolated") { Id = id, Failure = failure, ShowsProgress = true };
    }

    private static async ValueTask<SeenMachine?> FindAsync(ProductCall call, ContainmentOrder order)
    {
        var host = TargetNames.Host(order.Target);
        var isWhole = host?.Contains('.', StringComparison.Ordinal) == true;
        var path = host is null
            ? $"/api/machines/findbyip(ip='{TargetNames.Address(order.Target)}',timestamp={call.Now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)})"
            : $"/api/machines?$filter={Uri.EscapeDataString(isWhole ? $"computerDnsName eq '{host}'" : $"startswith(computerDnsName,'{host}')")}";
        var answer = await call.SendAsync(new ProductRequest(HttpMethod.Get, path, ReadRight) { Accept = [404] });
        if (answer.Status == 404)
        {
            return null;
        }

        var machines = answer.Json().Items("value") ?? throw answer.Unreadable("a list of machines");
        return SeenMachine.Choose(machines
            .Where(m => host is null || IsNamed(m.Text("computerDnsName"), host))
            .Select(m => new SeenMachine(m.Text("id") ?? throw answer.Unreadable("a machine"), m.Time("lastSeen") ?? DateTimeOffset.MinValue)));
    }

    private static bool IsNamed(string? name, string host) =>
        name is not null && (string.Equals(name, host, StringComparison.OrdinalIgnoreCase) || (!host.Contains('.', StringComparison.Ordinal) && name.StartsWith(host + ".", StringComparison.OrdinalIgnoreCase)));

    private static async ValueTask<JsonElement?> SendAsync(ProductCall call, string path, object body)
    {
        var answer = await call.SendAsync(new ProductRequest(HttpMethod.Post, path, IsolateRight) { Body = JsonSerializer.Serialize(body), Accept = [400] });
        if (answer.Status != 400)
        {
            return answer.Json();
        }

        var error = answer.Json().Member("error");
        return string.Equals(error?.Text("code"), "ActiveRequestAlreadyExists", StringComparison.Ordinal)
            ? null
            : throw new ConnectorCallException(new CallFailure(CallEnd.Refused, $"Defender refused: {error?.Text("code")} {error?.Text("message")}"));
    }

    private static string NameOf(ContainmentOrder order) => TargetNames.Host(order.Target) ?? TargetNames.Address(order.Target)!;
}
