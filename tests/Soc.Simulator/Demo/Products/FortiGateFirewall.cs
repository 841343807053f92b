using Soc.Simulator.Estate;

namespace Soc.Simulator.Demo.Products;

/// <summary>The list of banned addresses of a FortiGate; an end of 0 is for ever.</summary>
internal sealed class FortiGateFirewall(Company company, string token, TimeProvider time) : IDemoProduct
{
    private const string Banned = "/api/v2/monitor/user/banned";

    // Somebody's own ban, which nobody but him takes away.
    private const string OfAdministrator = "198.51.100.99";

    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, long> _bans = new(StringComparer.Ordinal) { [OfAdministrator] = 0 };
    private readonly HashSet<string> _everBanned = new(StringComparer.Ordinal);

    public string Name => $"fortigate-{company.Client}";

    /// <summary>The administrator's own ban is there as ever.</summary>
    public bool KeepsItsOwn => UntilSecondsOf(OfAdministrator) == 0;

    /// <summary>When the ban of an address ends, seconds since the epoch; null when it is not banned.</summary>
    public long? UntilSecondsOf(string address)
    {
        lock (_lock)
        {
            DropEnded();
            return _bans.TryGetValue(address, out var until) ? until : null;
        }
    }

    /// <summary>It was told at some time to ban this address.</summary>
    public bool WasEverBanned(string address)
    {
        lock (_lock)
        {
            return _everBanned.Contains(address);
        }
    }

    public ProductReply Answer(ProductAsk ask)
    {
        if (!ask.IsAuthorised($"Bearer {token}"))
        {
            return Status(401);
        }

        lock (_lock)
        {
            DropEnded();
            return ask.Query["vdom"] is not "root" ? Status(403) : ask.Call switch
            {
                "GET " + Banned => ProductReply.Json(new
                {
                    http_method = "GET",
                    results = _bans.Select(b => new { ip_address = b.Key, expires = b.Value, cause = "Administrative", ipv6 = false }),
                    vdom = "root",
                    status = "success",
                    http_status = 200,
                }),
                "POST " + Banned + "/add_users" => Add(ask),
                "POST " + Banned + "/clear_users" => Clear(ask),
                _ => Status(404),
            };
        }
    }

    private static IEnumerable<string> AddressesOf(ProductAsk ask) => ask.Json().GetProperty("ip_addresses").EnumerateArray().Select(a => a.GetString()!);

    private static ProductReply Status(int status) => ProductReply.Json(new { status = status == 200 ? "success" : "error", http_status = status }, status);

    private ProductReply Add(ProductAsk ask)
    {
        var seconds = ask.Json().GetProperty("expiry").GetInt64();
        foreach (var address in AddressesOf(ask))
        {
            _bans[address] = seconds == 0 ? 0 : time.GetUtcNow().ToUnixTimeSeconds() + seconds;
            _everBanned.Add(address);
        }

        return Status(200);
    }

    private ProductReply Clear(ProductAsk ask)
    {
        foreach (var address in AddressesOf(ask))
        {
            _bans.Remove(address);
        }

        return Status(200);
    }

    private void DropEnded()
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        foreach (var over in _bans.Where(b => b.Value != 0 && b.Value <= now).Select(b => b.Key).ToArray())
        {
            _bans.Remove(over);
        }
    }
}
