using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Soc.Gateway.Auth;

namespace Soc.Gateway.Ingest.Hec;

/// <summary>The collector's routes. Content-Type is ignored, as shippers send what they like.</summary>
public sealed class HecHandler(
    CredentialDirectory credentials,
    IngestPipeline pipeline,
    HecAckChannels channels,
    BodyBudget budget,
    IOptions<IngestOptions> options)
{
    private const string ChannelHeader = "X-Splunk-Request-Channel";
    private const int MaxHintLength = 256;

    /// <summary>Envelopes: <c>/services/collector</c> and <c>/event</c>.</summary>
    public Task<IResult> EventsAsync(HttpContext http) => TakeAsync(http, static (body, defaults, maxRecordBytes) => HecEnvelopeReader.Read(body, defaults, maxRecordBytes));

    /// <summary>Lines: <c>/raw</c>.</summary>
    public Task<IResult> RawAsync(HttpContext http) => TakeAsync(http, static (body, defaults, maxRecordBytes) => new HecEnvelopes(HecRawReader.Read(body, defaults, maxRecordBytes), Error: null));

    /// <summary>Which requests are durable: <c>/ack</c>.</summary>
    public async Task<IResult> AckAsync(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        var (credential, refusal) = HecAuthorization.Authenticate(credentials, http.Request.Headers.Authorization);
        if (refusal is not null)
        {
            return refusal;
        }

        var channel = ChannelOf(http.Request);
        if (channel is null || !HecAckChannels.IsValidName(channel))
        {
            return channel is null ? HecReply.ChannelMissing : HecReply.ChannelInvalid;
        }

        using var body = new HecBody(budget);
        if (await ReadBodyAsync(http, body) is { } unreadable)
        {
            return unreadable;
        }

        if (!TryReadAckIds(body.Bytes, options.Value.MaxAckIdsPerQuery, out var ids))
        {
            return HecReply.InvalidFormat;
        }

        var acks = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var id in ids)
        {
            acks[id.ToString(System.Globalization.CultureInfo.InvariantCulture)] = channels.IsDurable(credential!.Id, channel, id);
        }

        return Results.Json(new Dictionary<string, object>(StringComparer.Ordinal) { ["acks"] = acks });
    }

    private static bool TryReadAckIds(ReadOnlyMemory<byte> body, int maxIds, out List<long> ids)
    {
        ids = [];
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("acks", out var acks)
                || acks.ValueKind != JsonValueKind.Array
                || acks.GetArrayLength() > maxIds)
            {
                return false;
            }

            foreach (var element in acks.EnumerateArray())
            {
                if (element.ValueKind != JsonValueKind.Number || !element.TryGetInt64(out var id))
                {
                    return false;
                }

                ids.Add(id);
            }

            return true;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a name that is half a surrogate pair.
            return false;
        }
    }

    private static string? ChannelOf(HttpRequest request)
    {
        var channel = request.Query["channel"].ToString();
        channel = channel.Length > 0 ? channel : request.Headers[ChannelHeader].ToString();
        return channel.Length > 0 ? channel : null;
    }

    private static IngestRecord DefaultsOf(HttpRequest request) => new(
        default,
        Hint(request.Query["sourcetype"]),
        Hint(request.Query["host"]),
        HecTime.ToMs(Encoding.UTF8.GetBytes(request.Query["time"].ToString())));

    private static string? Hint(string? value) => string.IsNullOrWhiteSpace(value) || value.Length > MaxHintLength ? null : value;

    private async Task<IResult> TakeAsync(HttpContext http, Func<ReadOnlyMemory<byte>, IngestRecord, int, HecEnvelopes> read)
    {
        var (credential, refusal) = HecAuthorization.Authenticate(credentials, http.Request.Headers.Authorization);
        if (refusal is not null)
        {
            return refusal;
        }

        var channel = ChannelOf(http.Request);
        if (channel is not null && !HecAckChannels.IsValidName(channel))
        {
            return HecReply.ChannelInvalid;
        }

        using var body = new HecBody(budget);
        if (await ReadBodyAsync(http, body) is { } unreadable)
        {
            return unreadable;
        }

        var envelopes = read(body.Bytes, DefaultsOf(http.Request), options.Value.MaxRecordBytes);
        if (envelopes.Records.Count == 0)
        {
            return HecReply.NoData;
        }

        var result = await pipeline.IngestAsync(credential!.Client, envelopes.Records, http.RequestAborted);
        return result.Status switch
        {
            IngestStatus.Accepted when envelopes.Error is not null => envelopes.Error,
            IngestStatus.Accepted => channel is null ? HecReply.Success : HecReply.Success with { AckId = channels.Next(credential.Id, channel) },
            IngestStatus.UnknownClient => HecReply.InvalidToken,
            IngestStatus.Busy => HecReply.Busy,
            _ => HecReply.Busy with { Text = $"Server cannot store events: {result.Message}" },
        };
    }

    private async ValueTask<HecReply?> ReadBodyAsync(HttpContext http, HecBody body)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            // The body's own cap refuses it before; this one leaves room to read the rest of what is refused.
            limit.MaxRequestBodySize = (long)options.Value.MaxBodyBytes + HecDrain.MaxBytes;
        }

        return await body.ReadAsync(http.Request, options.Value, http.RequestAborted);
    }
}
