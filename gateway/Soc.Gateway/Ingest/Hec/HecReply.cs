using System.Globalization;

namespace Soc.Gateway.Ingest.Hec;

/// <summary>A reply of the collector: HTTP status and the JSON that shippers look for.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">Splunk's code.</param>
/// <param name="Text">Splunk's text, or a clearer one of the same code.</param>
/// <param name="InvalidEventNumber">Index of the first bad event of the request, from 0.</param>
/// <param name="AckId">Id to ask for on the ack channel.</param>
public sealed record HecReply(int Status, int Code, string Text, int? InvalidEventNumber = null, long? AckId = null) : IResult
{
    public static readonly HecReply Success = new(200, 0, "Success");
    public static readonly HecReply TokenDisabled = new(403, 1, "Token disabled");
    public static readonly HecReply TokenRequired = new(401, 2, "Token is required");
    public static readonly HecReply InvalidAuthorization = new(401, 3, "Invalid authorization");
    public static readonly HecReply InvalidToken = new(403, 4, "Invalid token");
    public static readonly HecReply NoData = new(400, 5, "No data");
    public static readonly HecReply InvalidFormat = new(400, 6, "Invalid data format");
    public static readonly HecReply Busy = new(503, 9, "Server is busy");
    public static readonly HecReply ChannelMissing = new(400, 10, "Data channel is missing");
    public static readonly HecReply ChannelInvalid = new(400, 11, "Invalid data channel");
    public static readonly HecReply EventRequired = new(400, 12, "Event field is required");
    public static readonly HecReply EventBlank = new(400, 13, "Event field cannot be blank");
    public static readonly HecReply Healthy = new(200, 17, "HEC is healthy");
    public static readonly HecReply TooLarge = new(413, 27, "Request entity too large");

    /// <summary>Seconds after which a shipper should try again.</summary>
    private const int RetryAfterSeconds = 1;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var response = httpContext.Response;
        response.StatusCode = Status;
        if (Status == StatusCodes.Status503ServiceUnavailable)
        {
            response.Headers.RetryAfter = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        }
        else if (Status == StatusCodes.Status401Unauthorized)
        {
            response.Headers.WWWAuthenticate = "Splunk";
        }
        else if (Status == StatusCodes.Status413PayloadTooLarge && HttpProtocol.IsHttp11(httpContext.Request.Protocol))
        {
            // The rest of the body is not used: without this a shipper would send its next request into a connection that is about to close.
            response.Headers.Connection = "close";
        }

        var body = new Dictionary<string, object>(StringComparer.Ordinal) { ["text"] = Text, ["code"] = Code };
        if (InvalidEventNumber is { } number)
        {
            body["invalid-event-number"] = number;
        }

        if (AckId is { } ackId)
        {
            body["ackId"] = ackId;
        }

        await response.WriteAsJsonAsync(body, httpContext.RequestAborted);
        if (Status == StatusCodes.Status413PayloadTooLarge)
        {
            await response.Body.FlushAsync(httpContext.RequestAborted);
            await HecDrain.DrainAsync(httpContext.Request, TimeProvider.System, httpContext.RequestAborted);
        }
    }
}
