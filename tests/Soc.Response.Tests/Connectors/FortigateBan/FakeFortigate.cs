using System.Net;
using Soc.Response.Tests.Connectors.Contract;

namespace Soc.Response.Tests.Connectors.FortigateBan;

/// <summary>The list of banned addresses; an end of 0 is for ever.</summary>
internal sealed class FakeFortigate(string address) : FakeProduct
{
    private readonly SortedDictionary<string, long> _bans = new(StringComparer.Ordinal) { ["198.51.100.99"] = 0 };

    public override bool IsHeld => _bans.TryGetValue(address, out var until) && (until == 0 || until > NowSeconds);

    /// <summary>How far its clock is ahead.</summary>
    public TimeSpan Skew { get; set; }

    public long? UntilSeconds => _bans.TryGetValue(address, out var until) ? until : null;

    private long NowSeconds => (Time.GetUtcNow() + Skew).ToUnixTimeSeconds();

    public void Ban(long untilSeconds) => _bans[address] = untilSeconds;

    public override string Snapshot() => string.Join(';', _bans.Select(b => $"{b.Key}={b.Value}"));

    public override void HoldByOther() => _bans[address] = 0;

    public override void ReleaseByOther() => _bans.Remove(address);

    protected override bool IsChange(FakeRequest request) => request.Method is "POST";

    protected override bool IsAuthorised(FakeRequest request) => string.Equals(request.Header("Authorization"), $"Bearer {Secret}", StringComparison.Ordinal);

    protected override HttpResponseMessage Answer(FakeRequest request)
    {
        var response = AnswerWithoutDate(request);
        response.Headers.Date = Time.GetUtcNow() + Skew;
        return response;
    }

    private HttpResponseMessage AnswerWithoutDate(FakeRequest request)
    {
        if (request.Query("vdom") is not "root")
        {
            return Json(new { status = "error", http_status = 403 }, HttpStatusCode.Forbidden);
        }

        foreach (var over in _bans.Where(b => b.Value != 0 && b.Value <= NowSeconds).Select(b => b.Key).ToArray())
        {
            _bans.Remove(over);
        }

        switch (request.Method, request.Path)
        {
            case ("GET", "/api/v2/monitor/user/banned"):
                return Json(new
                {
                    http_method = "GET",
                    results = _bans.Select(b => new { ip_address = b.Key, created = 1_700_000_000, expires = b.Value, cause = "Administrative", ipv6 = false }),
                    vdom = "root",
                    status = "success",
                    http_status = 200,
                });
            case ("POST", "/api/v2/monitor/user/banned/add_users"):
                var seconds = request.Json().GetProperty("expiry").GetInt64();
                foreach (var ip in request.Json().GetProperty("ip_addresses").EnumerateArray())
                {
                    _bans[ip.GetString()!] = seconds == 0 ? 0 : NowSeconds + seconds;
                }

                return Json(new { status = "success", http_status = 200 });
            case ("POST", "/api/v2/monitor/user/banned/clear_users"):
                foreach (var ip in request.Json().GetProperty("ip_addresses").EnumerateArray())
                {
                    _bans.Remove(ip.GetString()!);
                }

                return Json(new { status = "success", http_status = 200 });
            default:
                return Json(new { status = "error", http_status = 404 }, HttpStatusCode.NotFound);
        }
    }
}
