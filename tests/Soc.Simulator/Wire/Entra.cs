using System.Text.Json;
using Soc.Simulator.Estate;

namespace Soc.Simulator.Wire;

/// <summary>Entra ID sign-ins in the diagnostic form.</summary>
public static class Entra
{
    public sealed record Options
    {
        public string App { get; init; } = "Office 365 Exchange Online";

        public bool Interactive { get; init; } = true;

        /// <summary>Null: the sign-in asked for no second factor.</summary>
        public string? MfaMethod { get; init; } = "Mobile app notification";

        public int ErrorCode { get; init; }

        public string FailureReason { get; init; } = "Other.";

        public string? DeviceId { get; init; }

        public string? DeviceName { get; init; }

        public bool Managed { get; init; } = true;

        public string Os { get; init; } = "Windows 11";

        public string Browser { get; init; } = "Edge 128.0.0";

        public string UserAgent { get; init; } = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/128.0.0.0 Safari/537.36 Edg/128.0.0.0";

        public string? SessionId { get; init; }
    }

    public static RawRecord SignIn(Person p, long atMs, Place place, string ip, Options? options = null)
    {
        var o = options ?? new Options();
        var id = Ids.Guid("signin", p.Upn, ip, o.App, VendorTime.Iso(atMs));
        var category = o.Interactive ? "SignInLogs" : "NonInteractiveUserSignInLogs";
        object device = new
        {
            deviceId = o.DeviceId ?? (o.Managed ? p.DeviceId : ""),
            displayName = o.DeviceName ?? (o.Managed ? p.Hostname : ""),
            operatingSystem = o.Os,
            browser = o.Browser,
            isCompliant = o.Managed,
            isManaged = o.Managed,
            trustType = o.Managed ? "Azure AD joined" : "",
        };
        object status = new { errorCode = o.ErrorCode, failureReason = o.ErrorCode == 0 ? "Other." : o.FailureReason, additionalDetails = o.MfaMethod is null ? "" : "MFA completed in Azure AD" };
        object location = new { city = place.City, state = "", countryOrRegion = place.Country };
        var record = new
        {
            time = VendorTime.Iso(atMs),
            resourceId = $"/tenants/{p.Company.TenantId}/providers/Microsoft.aadiam",
            operationName = "Sign-in activity",
            operationVersion = "1.0",
            category,
            tenantId = p.Company.TenantId,
            resultType = o.ErrorCode.ToString(System.Globalization.CultureInfo.InvariantCulture),
            resultSignature = "None",
            callerIpAddress = ip,
            correlationId = Ids.Guid("correlation", id),
            identity = p.DisplayName,
            Level = 4,
            location = place.Country,
            properties = new
            {
                id,
                createdDateTime = VendorTime.Iso(atMs),
                userDisplayName = p.DisplayName,
                userPrincipalName = p.Upn,
                userId = p.ObjectId,
                appId = Ids.Guid("app", o.App),
                appDisplayName = o.App,
                ipAddress = ip,
                clientAppUsed = "Browser",
                userAgent = o.UserAgent,
                isInteractive = o.Interactive,
                conditionalAccessStatus = "success",
                authenticationRequirement = o.MfaMethod is null ? "singleFactorAuthentication" : "multiFactorAuthentication",
                // Non-interactive logs carry these as JSON text within the JSON.
                status = o.Interactive ? status : JsonSerializer.Serialize(status),
                deviceDetail = o.Interactive ? device : JsonSerializer.Serialize(device),
                location = o.Interactive ? location : JsonSerializer.Serialize(location),
                mfaDetail = o.MfaMethod is null ? null : new { authMethod = o.MfaMethod, authDetail = "" },
                authenticationDetails = AuthenticationDetails(o, atMs),
                riskLevelDuringSignIn = "none",
                riskState = "none",
                sessionId = o.SessionId ?? Ids.Guid("session", p.Upn, ip, VendorTime.Date(atMs)),
                uniqueTokenIdentifier = Ids.Guid("token", id),
                autonomousSystemNumber = 0,
            },
        };
        return new RawRecord(atMs, p.Company.Client, "azure:aad:signin", JsonSerializer.Serialize(record));
    }

    private static object AuthenticationDetails(Options o, long atMs)
    {
        var password = new { authenticationStepDateTime = VendorTime.Iso(atMs), authenticationMethod = "Password", authenticationMethodDetail = "Password Hash Sync", succeeded = o.ErrorCode is 0 or 500121, authenticationStepResultDetail = "Correct password", authenticationStepRequirement = "Primary authentication" };
        if (o.MfaMethod is null)
        {
            object[] single = [password];
            return o.Interactive ? single : JsonSerializer.Serialize(single);
        }

        object[] both =
        [
            password,
            new { authenticationStepDateTime = VendorTime.Iso(atMs), authenticationMethod = o.MfaMethod, authenticationMethodDetail = "", succeeded = o.ErrorCode == 0, authenticationStepResultDetail = o.ErrorCode == 0 ? "MFA completed in Azure AD" : "MFA denied; user declined the authentication", authenticationStepRequirement = "Multi-factor authentication" },
        ];
        return o.Interactive ? both : JsonSerializer.Serialize(both);
    }
}
