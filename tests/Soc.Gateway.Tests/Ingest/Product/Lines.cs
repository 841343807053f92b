using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Soc.Gateway.Tests.Ingest.Product;

/// <summary>Raw lines of vendors, as a test needs them.</summary>
internal static class Lines
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A Duo authentication; without an address when that is empty.</summary>
    public static string Duo(string user, string ip, string txid, long atSeconds, bool isSuccess = true) => JsonSerializer.Serialize(
        new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["access_device"] = ip.Length == 0 ? new Dictionary<string, object>(StringComparer.Ordinal) : new Dictionary<string, object>(StringComparer.Ordinal) { ["ip"] = ip },
            ["application"] = new { key = "DI1", name = "Mail" },
            ["event_type"] = "authentication",
            ["factor"] = "duo_push",
            ["reason"] = isSuccess ? "user_approved" : "user_marked_fraud",
            ["result"] = isSuccess ? "success" : "fraud",
            ["timestamp"] = atSeconds,
            ["txid"] = txid,
            ["user"] = new { name = user },
        },
        Relaxed);

    /// <summary>A refused password of sshd over RFC 3164, at this second of the current year.</summary>
    public static string Sshd(string user, string ip, DateTimeOffset at, int pid = 4711) => string.Create(
        CultureInfo.InvariantCulture,
        $"<38>{at:MMM} {at.Day,2} {at:HH:mm:ss} bastion sshd[{pid}]: Failed password for {user} from {ip} port {40_000 + pid % 1000} ssh2");

    public static string Entra(string user, string id, DateTimeOffset at) => string.Create(
        CultureInfo.InvariantCulture,
        $$$"""{"time":"{{{at:yyyy-MM-ddTHH:mm:ssZ}}}","category":"SignInLogs","properties":{"id":"{{{id}}}","createdDateTime":"{{{at:yyyy-MM-ddTHH:mm:ssZ}}}","userPrincipalName":"{{{user}}}","appDisplayName":"Mail","ipAddress":"198.51.100.9","status":{"errorCode":0},"isInteractive":true}}""");

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
