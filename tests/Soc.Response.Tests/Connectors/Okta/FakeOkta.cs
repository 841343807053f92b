using System.Net;
using Soc.Response.Tests.Connectors.Contract;

namespace Soc.Response.Tests.Connectors.Okta;

/// <summary>Users' life cycle; only who is active can be suspended, and only who is suspended be brought back.</summary>
internal sealed class FakeOkta : FakeProduct
{
    private const string UserId = "00ub0oNGTSWTBKOLGLNR";

    public bool IsThere { get; private set; } = true;

    public string Status { get; set; } = "ACTIVE";

    /// <summary>What reads show instead of what is so, until it is taken away.</summary>
    public string? OldStatus { get; set; }

    public int SessionsCleared { get; private set; }

    public override bool IsHeld => Status is "SUSPENDED";

    public override string Snapshot() => $"{IsThere} {Status} {SessionsCleared}";

    public override void HoldByOther() => Status = "SUSPENDED";

    public override void ReleaseByOther() => Status = "ACTIVE";

    public override void RemoveTarget() => IsThere = false;

    protected override bool IsChange(FakeRequest request) => request.Method is not "GET";

    protected override bool IsAuthorised(FakeRequest request) => string.Equals(request.Header("Authorization"), $"SSWS {Secret}", StringComparison.Ordinal);

    protected override HttpResponseMessage Answer(FakeRequest request)
    {
        switch (request.Method, Uri.UnescapeDataString(request.Path))
        {
            case ("GET", "/api/v1/users/anna.keller@example.com") when IsThere:
                return Json(new { id = UserId, status = OldStatus ?? Status, profile = new { login = "anna.keller@example.com" } });
            case ("POST", $"/api/v1/users/{UserId}/lifecycle/suspend"):
                return Move("ACTIVE", "SUSPENDED", "Cannot suspend a user that is not active");
            case ("POST", $"/api/v1/users/{UserId}/lifecycle/unsuspend"):
                return Move("SUSPENDED", "ACTIVE", "Cannot unsuspend a user that is not suspended");
            case ("DELETE", $"/api/v1/users/{UserId}/sessions") when request.Query("oauthTokens") is "true":
                SessionsCleared++;
                return Empty();
            default:
                return Json(new { errorCode = "E0000007", errorSummary = "Not found: Resource not found", errorCauses = Array.Empty<object>() }, HttpStatusCode.NotFound);
        }
    }

    private HttpResponseMessage Move(string from, string to, string why)
    {
        if (!string.Equals(Status, from, StringComparison.Ordinal))
        {
            return Json(new { errorCode = "E0000001", errorSummary = $"Api validation failed: {why}" }, HttpStatusCode.BadRequest);
        }

        Status = to;
        return Json(new { });
    }
}
