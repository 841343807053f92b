using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Soc.Simulator.Estate;

namespace Soc.Simulator.Transport;

/// <summary>Posts records to HEC as shippers do: batches, compressed, again after a pause when the server is busy.</summary>
public sealed class HecSender : IDisposable
{
    public const int BatchSize = 500;
    private const int MaxAttempts = 60;
    private const int MaxPauseMs = 5_000;

    private readonly HttpClient _http;
    private readonly TimeProvider _time;

    public HecSender(Uri address, string token, TimeProvider time)
    {
        _time = time;
        _http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(100) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Splunk", token);
    }

    /// <summary>Records accepted.</summary>
    public long Sent { get; private set; }

    /// <summary>Posts that had to be repeated.</summary>
    public long Repeated { get; private set; }

    /// <summary>Sends all, in order, and returns when the server has taken the last.</summary>
    /// <exception cref="ApiException">The server refuses, or stays busy.</exception>
    public async Task SendAsync(IReadOnlyList<RawRecord> records, CancellationToken cancellationToken)
    {
        for (var start = 0; start < records.Count; start += BatchSize)
        {
            var count = Math.Min(BatchSize, records.Count - start);
            await PostAsync(Body(records, start, count), cancellationToken);
            Sent += count;
        }
    }

    public void Dispose() => _http.Dispose();

    private static byte[] Body(IReadOnlyList<RawRecord> records, int start, int count)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Fastest, leaveOpen: true))
        {
            using var json = new Utf8JsonWriter(gzip);
            for (var i = start; i < start + count; i++)
            {
                Write(json, records[i]);
                json.Flush();
                json.Reset();
            }
        }

        return memory.ToArray();
    }

    private static void Write(Utf8JsonWriter json, RawRecord record)
    {
        json.WriteStartObject();
        if (record.AtMs > 0)
        {
            json.WriteNumber("time", record.AtMs / 1000m);
        }

        if (record.Sourcetype is not null)
        {
            json.WriteString("sourcetype", record.Sourcetype);
        }

        json.WritePropertyName("event");
        if (IsJsonObject(record.Text))
        {
            json.WriteRawValue(record.Text, skipInputValidation: true);
        }
        else
        {
            json.WriteStringValue(record.Text);
        }

        json.WriteEndObject();
    }

    private static bool IsJsonObject(string text)
    {
        if (!text.StartsWith('{'))
        {
            return false;
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            // A broken line goes as text: what the server makes of it is part of what a replay shows.
            return false;
        }
    }

    private async Task PostAsync(byte[] body, CancellationToken cancellationToken)
    {
        var pauseMs = 50;
        for (var attempt = 1; ; attempt++)
        {
            using var content = new ByteArrayContent(body);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            content.Headers.ContentEncoding.Add("gzip");
            using var response = await _http.PostAsync("/services/collector/event", content, cancellationToken);
            if (response.IsSuccessStatusCode)
            {
                return;
            }

            var isBusy = response.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests;
            if (!isBusy || attempt >= MaxAttempts)
            {
                var hint = response.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized ? " Is it the HEC token of this client?" : "";
                throw new ApiException($"HEC answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(cancellationToken)}{hint}");
            }

            Repeated++;
            await Task.Delay(TimeSpan.FromMilliseconds(pauseMs), _time, cancellationToken);
            pauseMs = Math.Min(MaxPauseMs, pauseMs * 2);
        }
    }
}
