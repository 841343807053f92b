using System.Globalization;

namespace Soc.Benchmarks.Lines;

/// <summary>Sign-ins to the VPN in the words of PAN-OS: GLOBALPROTECT, CSV over syslog.</summary>
internal static class PanLines
{
    public const string Sourcetype = "pan:globalprotect";

    public static string Of(in SignInStep step)
    {
        var time = DateTimeOffset.FromUnixTimeMilliseconds(step.AtMs);
        var slashes = time.ToString("yyyy/MM/dd HH:mm:ss", CultureInfo.InvariantCulture);
        var status = step.IsSuccess ? "success" : "failure";
        var error = step.IsSuccess ? "" : "Authentication failed: Invalid username or password";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"<14>{time:MMM} {time.Day,2} {time:HH:mm:ss} pa-1 1,{slashes},015351000042,GLOBALPROTECT,0,2561,{slashes},vsys1,gateway-auth,login,SAML,IPSec,{step.Upn},{step.Country},PC-{step.User},{step.Ip},0.0.0.0,0.0.0.0,0.0.0.0,{Mix64.Of((ulong)step.User):x16},SN{step.User},6.1.3,Windows,\"Microsoft Windows 11 Pro , 64-bit\",1,,{error},\"\",{status},,0,,0,gp-gateway,{7_000_000_000_000 + step.Number},0x8000000000000000,{time:yyyy-MM-dd'T'HH:mm:ss.fff}+00:00,,,,,,0,0,0,0,,PA-1,1");
    }
}
