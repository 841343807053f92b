using System.Globalization;
using System.Net;
using Soc.Response.Tests.Connectors.Contract;

namespace Soc.Response.Tests.Connectors.Defender;

/// <summary>Machines and their actions; an action is pending until it is settled, and a second one is refused meanwhile.</summary>
internal sealed class FakeDefender : FakeProduct
{
    private readonly List<MachineAction> _actions = [new("0", "other", "Isolate", "Succeeded", "somebody", DateTimeOffset.UnixEpoch)];

    public List<(string Id, string Name, string Ip, DateTimeOffset LastSeen)> Machines { get; } = [];

    /// <summary>How actions end.</summary>
    public string End { get; set; } = "Succeeded";

    public override bool IsHeld => IsIsolated("m1");

    /// <summary>What the machines are, not how they came to be it: actions are a log.</summary>
    public override string Snapshot() =>
        string.Join(';', Machines.Select(m => $"{m.Id} {IsIsolated(m.Id)} {_actions.LastOrDefault(a => string.Equals(a.Machine, m.Id, StringComparison.Ordinal) && a.Status is "Pending")?.Type}"));

    public override void HoldByOther() => Add("m1", "Isolate", "Succeeded", "an analyst");

    public override void ReleaseByOther() => Add("m1", "Unisolate", "Succeeded", "an analyst");

    public override void RemoveTarget() => Machines.RemoveAll(m => m.Id is "m1");

    public override void Settle()
    {
        for (var i = 0; i < _actions.Count; i++)
        {
            _actions[i] = _actions[i].Status is "Pending" ? _actions[i] with { Status = End } : _actions[i];
        }
    }

    protected override bool IsTokenRequest(FakeRequest request) => request.Uri.Host is "login.microsoftonline.com";

    protected override bool IsChange(FakeRequest request) => request.Method is "POST";

    protected override HttpResponseMessage Answer(FakeRequest request)
    {
        if (IsTokenRequest(request))
        {
            return request.Form("scope") is "https://api.securitycenter.microsoft.com/.default" ? TokenFor(request, "app-1") : Json(new { error = "invalid_scope" }, HttpStatusCode.BadRequest);
        }

        var path = Uri.UnescapeDataString(request.Path);
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (request.Method is "POST")
        {
            return Act(parts[2], parts[3] is "isolate" ? "Isolate" : "Unisolate", request);
        }

        if (path.StartsWith("/api/machines/findbyip(ip='", StringComparison.Ordinal))
        {
            var ip = path.Split('\'')[1];
            return List(Machines.Where(m => string.Equals(m.Ip, ip, StringComparison.Ordinal)));
        }

        var filter = request.Query("$filter");
        var value = filter.Split('\'')[1];
        return path switch
        {
            "/api/machines" when filter.StartsWith("startswith(computerDnsName,", StringComparison.Ordinal) => List(Machines.Where(m => m.Name.StartsWith(value, StringComparison.OrdinalIgnoreCase))),
            "/api/machines" => List(Machines.Where(m => string.Equals(m.Name, value, StringComparison.OrdinalIgnoreCase))),
            _ => Json(new
            {
                value = _actions.Where(a => string.Equals(a.Machine, value, StringComparison.Ordinal))
                    .Select(a => new { id = a.Id, machineId = a.Machine, type = a.Type, status = a.Status, requestorComment = a.Comment, creationDateTimeUtc = a.At.ToString("o", CultureInfo.InvariantCulture) }),
            }),
        };
    }

    private static HttpResponseMessage List(IEnumerable<(string Id, string Name, string Ip, DateTimeOffset LastSeen)> machines) =>
        Json(new { value = machines.Select(m => new { id = m.Id, computerDnsName = m.Name, lastIpAddress = m.Ip, lastSeen = m.LastSeen.ToString("o", CultureInfo.InvariantCulture), healthStatus = "Active" }) });

    private HttpResponseMessage Act(string machine, string type, FakeRequest request)
    {
        if (!Machines.Exists(m => string.Equals(m.Id, machine, StringComparison.Ordinal)))
        {
            return Json(new { error = new { code = "ResourceNotFound", message = "Machine was not found" } }, HttpStatusCode.NotFound);
        }

        if (_actions.Exists(a => string.Equals(a.Machine, machine, StringComparison.Ordinal) && a.Status is "Pending"))
        {
            return Json(new { error = new { code = "ActiveRequestAlreadyExists", message = "An action is already in progress" } }, HttpStatusCode.BadRequest);
        }

        var action = Add(machine, type, "Pending", request.Json().GetProperty("Comment").GetString()!);
        return Json(new { id = action.Id, type, status = "Pending", machineId = machine }, HttpStatusCode.Created);
    }

    private MachineAction Add(string machine, string type, string status, string comment)
    {
        var action = new MachineAction($"a{_actions.Count}", machine, type, status, comment, Time.GetUtcNow().AddMilliseconds(_actions.Count));
        _actions.Add(action);
        return action;
    }

    private bool IsIsolated(string machine) =>
        _actions.LastOrDefault(a => string.Equals(a.Machine, machine, StringComparison.Ordinal) && a.Status is "Succeeded") is { Type: "Isolate" };

    private sealed record MachineAction(string Id, string Machine, string Type, string Status, string Comment, DateTimeOffset At);
}
