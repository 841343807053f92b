using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;

namespace Soc.Gateway.Acknowledge;

/// <summary>
/// A page that stands by itself: no script, nothing loaded from anywhere, and no word of where the reader came from or went. What stands in it comes from
/// logs, so that somebody else may have written it: all of it is encoded.
/// </summary>
internal sealed class AcknowledgePage : IResult
{
    private const string Style =
        "body{font:1.1rem/1.5 system-ui,sans-serif;max-width:36rem;margin:3rem auto;padding:0 1rem;color:#1b1b1b;background:#fff}"
        + "h1{font-size:1.4rem}dt{color:#595959;margin-top:.8rem}dd{margin:0;overflow-wrap:anywhere}"
        + "button{font:inherit;font-weight:600;margin-top:1.5rem;padding:.7rem 1.4rem;color:#fff;background:#0b5cad;border:2px solid #0b5cad;border-radius:.3rem;cursor:pointer}"
        + "button:focus-visible{outline:3px solid #1b1b1b;outline-offset:2px}";

    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private readonly int _status;
    private readonly string _title;
    private readonly string _body;

    private AcknowledgePage(HttpStatusCode status, string title, string body) => (_status, _title, _body) = ((int)status, title, body);

    /// <summary>Of a link that is none of ours, was changed, or is over: which of them, nobody is told.</summary>
    public static AcknowledgePage Unknown { get; } = new(
        HttpStatusCode.NotFound, "This link leads nowhere", "<p>It is over, or was not copied as a whole. Open the newest message, or ask whoever runs your monitoring.</p>");

    /// <summary>Asks; nothing has happened yet.</summary>
    public static AcknowledgePage Ask(string who, string client, string title) => new(
        HttpStatusCode.OK,
        "Do you have it?",
        $"{About(who, client, title)}<form method=\"post\"><button type=\"submit\">I have it</button></form><p>Nobody else is told then because nobody answered.</p>");

    /// <summary>It was taken; by somebody else perhaps.</summary>
    public static AcknowledgePage Taken(string who, string client, string title, string by) => new(
        HttpStatusCode.OK, "Noted", $"{About(who, client, title)}<p>{Encode(by)} has it.</p>");

    /// <summary>It was not.</summary>
    public static AcknowledgePage Refused(string who, string client, string title, string why) => new(
        HttpStatusCode.Conflict, "It was not taken", $"{About(who, client, title)}<p>{Encode(why)}</p>");

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = _status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.CacheControl = "no-store";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.XFrameOptions = "DENY";
        await response.WriteAsync(
            $"<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><meta name=\"robots\" content=\"noindex\">"
            + $"<title>{_title}</title><style>{Style}</style></head><body><main><h1>{_title}</h1>{_body}</main></body></html>",
            httpContext.RequestAborted);
    }

    private static string About(string who, string client, string title) =>
        $"<dl><dt>What</dt><dd>{Encode(title)}</dd><dt>Client</dt><dd>{Encode(client)}</dd><dt>You are</dt><dd>{Encode(who)}</dd></dl>";

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
