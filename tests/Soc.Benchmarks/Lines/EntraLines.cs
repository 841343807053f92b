using System.Globalization;

namespace Soc.Benchmarks.Lines;

/// <summary>Sign-ins in the words of Entra ID's diagnostic log.</summary>
internal static class EntraLines
{
    public const string Sourcetype = "azure:aad:signin";

    public static string Of(in SignInStep step)
    {
        var time = DateTimeOffset.FromUnixTimeMilliseconds(step.AtMs).ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);
        var code = step.IsSuccess ? 0 : 50126;
        var reason = step.IsSuccess ? "Other." : "Error validating credentials due to invalid username or password.";
        var success = step.IsSuccess ? "true" : "false";
        var id = Guid("51", step.Number, step.AtMs);
        return string.Create(CultureInfo.InvariantCulture, $$$"""
            {"time":"{{{time}}}","resourceId":"/tenants/{{{Guid("7e", step.Client, 0)}}}/providers/Microsoft.aadiam","operationName":"Sign-in activity","operationVersion":"1.0","category":"SignInLogs","tenantId":"{{{Guid("7e", step.Client, 0)}}}","resultType":"{{{code}}}","resultSignature":"None","durationMs":0,"callerIpAddress":"{{{step.Ip}}}","correlationId":"{{{Guid("c0", step.Number, step.AtMs)}}}","identity":"User {{{step.User}}}","Level":4,"location":"{{{step.Country}}}","properties":{"id":"{{{id}}}","createdDateTime":"{{{time}}}","userDisplayName":"User {{{step.User}}}","userPrincipalName":"{{{step.Upn}}}","userId":"{{{Guid("0b", step.User, 1)}}}","appId":"{{{Guid("a9", step.Number % 12, 2)}}}","appDisplayName":"Application {{{step.Number % 12}}}","ipAddress":"{{{step.Ip}}}","clientAppUsed":"Browser","userAgent":"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/128.0.0.0 Safari/537.36 Edg/128.0.0.0","isInteractive":true,"conditionalAccessStatus":"success","authenticationRequirement":"singleFactorAuthentication","status":{"errorCode":{{{code}}},"failureReason":"{{{reason}}}","additionalDetails":""},"deviceDetail":{"deviceId":"{{{Guid("de", step.User, 3)}}}","displayName":"PC-{{{step.User}}}","operatingSystem":"Windows 11","browser":"Edge 128.0.0","isCompliant":true,"isManaged":true,"trustType":"Azure AD joined"},"location":{"city":"","state":"","countryOrRegion":"{{{step.Country}}}"},"authenticationDetails":[{"authenticationStepDateTime":"{{{time}}}","authenticationMethod":"Password","authenticationMethodDetail":"Password Hash Sync","succeeded":{{{success}}},"authenticationStepRequirement":"Primary authentication"}],"riskLevelDuringSignIn":"none","riskState":"none","uniqueTokenIdentifier":"{{{id}}}","autonomousSystemNumber":0}}
            """);
    }

    private static string Guid(string kind, long number, long salt)
    {
        var high = Mix64.Of((ulong)number ^ ((ulong)salt << 20));
        var low = Mix64.Of(high);
        return string.Create(CultureInfo.InvariantCulture, $"{kind}{(uint)high & 0xFFFFFF:x6}-{(ushort)(high >> 24):x4}-4{(high >> 40) & 0xFFF:x3}-8{low & 0xFFF:x3}-{(low >> 12) & 0xFFFFFFFFFFFF:x12}");
    }
}
