using System.Globalization;
using System.Net;
using Soc.Response.Tests.Connectors.Contract;

namespace Soc.Response.Tests.Connectors.Entra;

/// <summary>Users, their sessions and their risk, as Microsoft Graph shows them.</summary>
internal sealed class FakeDirectory(string name) : FakeProduct
{
    private const string UserId = "87d349ed-44d7-43e1-9a83-5f2406dee5bd";

    public bool IsThere { get; private set; } = true;

    public bool IsEnabled { get; private set; } = true;

    public string Risk { get; set; } = "none";

    public DateTimeOffset SessionsValidFrom { get; private set; } = DateTimeOffset.UnixEpoch;

    public override bool IsHeld => !IsEnabled || Risk is "confirmedCompromised";

    public override string Snapshot() => string.Create(CultureInfo.InvariantCulture, $"{IsThere} {IsEnabled} {Risk} {SessionsValidFrom:o}");

    public override void HoldByOther() => IsEnabled = false;

    public override void ReleaseByOther() => IsEnabled = true;

    public override void RemoveTarget() => IsThere = false;

    protected override bool IsTokenRequest(FakeRequest request) => request.Uri.Host is "login.microsoftonline.com";

    protected override bool IsChange(FakeRequest request) => request.Method is not "GET";

    protected override HttpResponseMessage Answer(FakeRequest request)
    {
        if (IsTokenRequest(request))
        {
            return request.Path is "/contoso/oauth2/v2.0/token" && request.Form("scope") is "https://graph.microsoft.com/.default"
                ? TokenFor(request, "app-1")
                : Json(new { error = "invalid_scope" }, HttpStatusCode.BadRequest);
        }

        var id = IsThere ? UserId : "nobody";
        switch (request.Method, Uri.UnescapeDataString(request.Path))
        {
            case ("GET", var path) when IsThere && string.Equals(path, $"/v1.0/users/{name}", StringComparison.Ordinal):
                return Json(new { id, accountEnabled = IsEnabled, signInSessionsValidFromDateTime = SessionsValidFrom.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture) });
            case ("PATCH", var path) when string.Equals(path, $"/v1.0/users/{id}", StringComparison.Ordinal):
                IsEnabled = request.Json().GetProperty("accountEnabled").GetBoolean();
                return Empty();
            case ("POST", var path) when string.Equals(path, $"/v1.0/users/{id}/revokeSignInSessions", StringComparison.Ordinal):
                SessionsValidFrom = Time.GetUtcNow();
                return Json(new { value = true });
            case ("GET", var path) when Risk is not "none" && string.Equals(path, $"/v1.0/identityProtection/riskyUsers/{id}", StringComparison.Ordinal):
                return Json(new { id, riskState = Risk });
            case ("POST", "/v1.0/identityProtection/riskyUsers/confirmCompromised") when Names(request, id):
                Risk = "confirmedCompromised";
                return Empty();
            case ("POST", "/v1.0/identityProtection/riskyUsers/dismiss") when Names(request, id):
                Risk = "dismissed";
                return Empty();
            default:
                return Json(new { error = new { code = "Request_ResourceNotFound", message = "Resource does not exist." } }, HttpStatusCode.NotFound);
        }
    }

    private static bool Names(FakeRequest request, string id) =>
        request.Json().GetProperty("userIds").EnumerateArray().Any(u => string.Equals(u.GetString(), id, StringComparison.Ordinal));
}
