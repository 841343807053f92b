using System.Globalization;
using System.Security.Cryptography;
using System.Web;
using Soc.Simulator.Estate;

namespace Soc.Simulator.Demo.Products;

/// <summary>A customer of CrowdStrike Falcon: hosts, and their containment, which takes a moment each way.</summary>
internal sealed class FalconTenant(Company company, string secret, IEnumerable<Machine> machines, TimeProvider time) : IDemoProduct
{
    public const string ClientId = "soc-demo";
    private const string Normal = "normal";
    private static readonly TimeSpan Pending = TimeSpan.FromSeconds(1.5);

    private readonly Lock _lock = new();
    private readonly string _token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
    private readonly List<Host> _hosts = [.. machines.Select(m => new Host(Ids.Guid("falcon", m.Mac).Replace("-", "", StringComparison.Ordinal), m, [Normal], 0))];

    public string Name => $"falcon-{company.Client}";

    /// <summary>Every status that a machine has had, in order.</summary>
    public IReadOnlyList<string> StatusesOf(Machine machine)
    {
        lock (_lock)
        {
            return Settled(_hosts.FindIndex(h => h.Machine == machine)).Statuses;
        }
    }

    public ProductReply Answer(ProductAsk ask)
    {
        if (ask.Call is "POST /oauth2/token")
        {
            var form = HttpUtility.ParseQueryString(ask.Body);
            return string.Equals(form["client_id"], ClientId, StringComparison.Ordinal) && string.Equals(form["client_secret"], secret, StringComparison.Ordinal)
                ? ProductReply.Json(new { access_token = _token, token_type = "bearer", expires_in = 1_799 }, 201)
                : Error(403, "access denied, invalid client credentials");
        }

        if (!ask.IsAuthorised($"Bearer {_token}"))
        {
            return Error(401, "access denied, invalid bearer token");
        }

        lock (_lock)
        {
            return ask.Call switch
            {
                "GET /devices/queries/devices/v1" => Resources(_hosts.Where(h => Fits(h.Machine, ask.Query["filter"])).Select(h => h.Id)),
                "GET /devices/entities/devices/v2" => Resources((ask.Query.GetValues("ids") ?? []).Select(IndexOf).Where(i => i >= 0).Select(i => Shown(Settled(i)))),
                "POST /devices/entities/devices-actions/v2" => Act(ask),
                _ => Error(404, "not found"),
            };
        }
    }

    private static bool Fits(Machine machine, string? filter) =>
        string.Equals(filter, $"hostname:'{machine.Hostname}'", StringComparison.OrdinalIgnoreCase)
        || string.Equals(filter, $"mac_address:'{machine.Mac.Replace(':', '-')}'", StringComparison.Ordinal)
        || string.Equals(filter, $"local_ip:'{machine.Ip}'", StringComparison.Ordinal);

    private static ProductReply Resources(IEnumerable<object> resources, int status = 200) => ProductReply.Json(new { resources, errors = Array.Empty<object>() }, status);

    private static ProductReply Error(int code, string message) => ProductReply.Json(new { resources = Array.Empty<object>(), errors = new[] { new { code, message } } }, code);

    private ProductReply Act(ProductAsk ask)
    {
        var (id, action) = (ask.Json().GetProperty("ids")[0].GetString()!, ask.Query["action_name"]);
        var index = IndexOf(id);
        if (index < 0 || action is not ("contain" or "lift_containment"))
        {
            return Error(index < 0 ? 404 : 400, index < 0 ? "Device not found" : "Action not supported");
        }

        var host = Settled(index);
        _hosts[index] = host with { Statuses = [.. host.Statuses, action is "contain" ? "containment_pending" : "lift_containment_pending"], ChangedAt = time.GetTimestamp() };
        return Resources([new { id, path = "/devices/entities/devices/v1" }], 202);
    }

    private object Shown(Host host) => new
    {
        device_id = host.Id,
        hostname = host.Machine.Hostname,
        local_ip = host.Machine.Ip,
        mac_address = host.Machine.Mac.Replace(':', '-'),
        status = host.Statuses[^1],
        last_seen = time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
    };

    private int IndexOf(string id) => _hosts.FindIndex(h => string.Equals(h.Id, id, StringComparison.Ordinal));

    private Host Settled(int index)
    {
        var host = _hosts[index];
        string? next = host.Statuses[^1] switch
        {
            "containment_pending" => "contained",
            "lift_containment_pending" => Normal,
            _ => null,
        };
        return next is null || time.GetElapsedTime(host.ChangedAt) < Pending ? host : _hosts[index] = host with { Statuses = [.. host.Statuses, next] };
    }

    private sealed record Host(string Id, Machine Machine, string[] Statuses, long ChangedAt);
}
