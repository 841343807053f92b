using System.Globalization;
using System.Net;
using Soc.Response.Tests.Connectors.Contract;

namespace Soc.Response.Tests.Connectors.CrowdStrike;

/// <summary>Hosts and their containment, which takes its time.</summary>
internal sealed class FakeFalcon : FakeProduct
{
    private const string HostId = "0f3a8d6b5e1f4e0c";

    /// <summary>An error within an answer of success.</summary>
    public int ErrorCode { get; set; }

    public bool IsThere { get; private set; } = true;

    public string Status { get; set; } = "normal";

    public override bool IsHeld => Status is "contained";

    public override string Snapshot() => $"{IsThere} {Status}";

    public override void HoldByOther() => Status = "contained";

    public override void ReleaseByOther() => Status = "normal";

    public override void RemoveTarget() => IsThere = false;

    public override void Settle() => Status = Status switch
    {
        "containment_pending" => "contained",
        "lift_containment_pending" => "normal",
        _ => Status,
    };

    protected override bool IsTokenRequest(FakeRequest request) => request.Path is "/oauth2/token";

    protected override bool IsChange(FakeRequest request) => request.Method is "POST";

    protected override HttpResponseMessage Answer(FakeRequest request)
    {
        if (IsTokenRequest(request))
        {
            return TokenFor(request, "client-1", HttpStatusCode.Created);
        }

        switch (request.Method, request.Path)
        {
            case ("GET", "/devices/queries/devices/v1"):
                return Json(new { resources = IsThere && request.Query("filter") is "hostname:'WS-12'" or "mac_address:'3c-52-82-20-00-0a'" or "local_ip:'10.1.2.3'" ? new[] { HostId } : [], errors = Array.Empty<object>() });
            case ("GET", "/devices/entities/devices/v2"):
                return Json(new { resources = new[] { new { device_id = request.Query("ids"), hostname = "WS-12", status = Status, last_seen = Time.GetUtcNow().ToString("o", CultureInfo.InvariantCulture) } }, errors = Array.Empty<object>() });
            case ("POST", "/devices/entities/devices-actions/v2") when ErrorCode > 0:
                return Json(new { resources = Array.Empty<object>(), errors = new[] { new { code = ErrorCode, message = "not done" } } }, HttpStatusCode.Accepted);
            case ("POST", "/devices/entities/devices-actions/v2") when request.Json().GetProperty("ids")[0].GetString() is HostId:
                Status = request.Query("action_name") is "contain" ? "containment_pending" : "lift_containment_pending";
                return Json(new { resources = new[] { new { id = HostId, path = "/devices/entities/devices/v1" } }, errors = Array.Empty<object>() }, HttpStatusCode.Accepted);
            default:
                return Json(new { errors = new[] { new { code = 404, message = "not found" } } }, HttpStatusCode.NotFound);
        }
    }
}
