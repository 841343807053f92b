using System.Net;
using System.Text;
using Soc.Response.Tests.Connectors.Contract;

namespace Soc.Response.Tests.Connectors.CiscoIse;

/// <summary>ANC policies of hardware addresses; one that is assigned must be cleared before another.</summary>
internal sealed class FakeIse(string mac) : FakeProduct
{
    private readonly SortedDictionary<string, string> _policies = new(StringComparer.Ordinal) { ["AA:BB:CC:DD:EE:99"] = "Quarantine" };

    /// <summary>Assigning this policy is refused.</summary>
    public string? RefusedPolicy { get; set; }

    public override bool IsHeld => string.Equals(Policy, "Quarantine", StringComparison.Ordinal);

    public string? Policy
    {
        get => _policies.GetValueOrDefault(mac);
        set => _policies[mac] = value!;
    }

    public override string Snapshot() => string.Join(';', _policies.Select(p => $"{p.Key}={p.Value}"));

    public override void HoldByOther() => Policy = "Quarantine";

    public override void ReleaseByOther() => _policies.Remove(mac);

    protected override bool IsChange(FakeRequest request) => request.Method is "PUT";

    protected override bool IsAuthorised(FakeRequest request) =>
        string.Equals(request.Header("Authorization"), $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"soc:{Secret}"))}", StringComparison.Ordinal);

    protected override HttpResponseMessage Answer(FakeRequest request)
    {
        if (request.Header("Accept") is not "application/json")
        {
            return new HttpResponseMessage(HttpStatusCode.UnsupportedMediaType) { Content = new StringContent("<xml/>") };
        }

        const string Root = "/ers/config/ancendpoint";
        if (request.Method is "GET" && string.Equals(request.Path, Root, StringComparison.Ordinal))
        {
            var wanted = request.Query("filter").Replace("macAddress.EQ.", "", StringComparison.Ordinal);
            var found = _policies.Keys.Where(k => string.Equals(k, wanted, StringComparison.Ordinal)).Select(k => new { id = IdOf(k), name = k }).ToArray();
            return Json(new { SearchResult = new { total = found.Length, resources = found } });
        }

        if (request.Method is "GET")
        {
            var key = _policies.Keys.FirstOrDefault(k => request.Path.EndsWith(IdOf(k), StringComparison.Ordinal));
            return key is null ? Refused("not found", HttpStatusCode.NotFound) : Json(new { ErsAncEndpoint = new { id = IdOf(key), macAddress = key, policyName = _policies[key] } });
        }

        var data = request.Json().GetProperty("OperationAdditionalData").GetProperty("additionalData").EnumerateArray()
            .ToDictionary(d => d.GetProperty("name").GetString()!, d => d.GetProperty("value").GetString()!, StringComparer.Ordinal);
        var (address, policy) = (data["macAddress"], data["policyName"]);
        if (request.Path.EndsWith("/apply", StringComparison.Ordinal))
        {
            return string.Equals(policy, RefusedPolicy, StringComparison.Ordinal) ? Refused("policy does not exist", HttpStatusCode.BadRequest)
                : _policies.TryAdd(address, policy) ? Empty()
                : Refused("a policy is assigned already", HttpStatusCode.BadRequest);
        }

        return _policies.TryGetValue(address, out var has) && string.Equals(has, policy, StringComparison.Ordinal) && _policies.Remove(address)
            ? Empty()
            : Refused("no such assignment", HttpStatusCode.BadRequest);
    }

    private static string IdOf(string key) => key.Replace(":", "", StringComparison.Ordinal);

    private static HttpResponseMessage Refused(string title, HttpStatusCode status) => Json(new { ERSResponse = new { messages = new[] { new { title, type = "ERROR" } } } }, status);
}
