using Soc.Capture.Flows;
using Soc.Capture.Protocols.Http;
using Soc.Model.Events;

namespace Soc.Capture.Export;

/// <summary>Requests in clear. Their bytes are those of the flow, which tells them.</summary>
internal static class HttpEvents
{
    private const int FirstError = 400;

    public static string? HostOf(HttpExchange http)
    {
        var host = http.Host;
        var colon = host.LastIndexOf(':');
        host = colon > 0 && host.IndexOf(']', colon) < 0 ? host[..colon] : host;
        return host.Length == 0 ? null : host.ToLowerInvariant();
    }

    public static SecurityEvent Of(EventFrame frame, Flow flow, HttpExchange http)
    {
        return frame.Of(EventClass.HttpActivity, ActivityOf(http.Method), http.AtNs, "http", flow, new EventParts
        {
            Status = http.StatusCode switch { 0 => EventStatus.Unknown, < FirstError => EventStatus.Success, _ => EventStatus.Failure },
            StatusCode = http.StatusCode == 0 ? null : http.StatusCode.ToString(System.Globalization.CultureInfo.InvariantCulture),
            UserAgent = http.UserAgent.Length == 0 ? null : http.UserAgent,
            User = http.UserName.Length == 0 ? null : new UserIdentity { Name = http.UserName },
            Http = new HttpSection { Url = UrlOf(http), Host = HostOf(http), Method = http.Method.Length == 0 ? null : http.Method, StatusCode = http.StatusCode },
        });
    }

    private static string? UrlOf(HttpExchange http) =>
        http.Uri.Length == 0 ? null
        : http.Uri[0] != '/' || http.Host.Length == 0 ? http.Uri
        : $"http://{http.Host}{http.Uri}";

    // OCSF activity_id of 4002.
    private static int ActivityOf(string method) => method.ToUpperInvariant() switch
    {
        "CONNECT" => 1,
        "DELETE" => 2,
        "GET" => 3,
        "HEAD" => 4,
        "OPTIONS" => 5,
        "POST" => 6,
        "PUT" => 7,
        "TRACE" => 8,
        "" => Activity.Unknown,
        _ => Activity.Other,
    };
}
