using System.Globalization;
using System.Text.Json;

namespace Soc.Content.Tests.Parsing;

/// <summary>A case's <c>*.meta.json</c>: how the record was delivered.</summary>
internal sealed record CaseMeta
{
    public string? Sourcetype { get; init; }

    /// <summary>ISO text, or seconds since the epoch as in HEC.</summary>
    public JsonElement EnvelopeTime { get; init; }

    public DateTimeOffset? ReceivedAt { get; init; }

    public int ZoneOffsetMinutes { get; init; }

    public string? Host { get; init; }

    public long EnvelopeTimeMs() => EnvelopeTime.ValueKind switch
    {
        JsonValueKind.String => DateTimeOffset.Parse(EnvelopeTime.GetString()!, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds(),
        JsonValueKind.Number => (long)Math.Round(EnvelopeTime.GetDouble() * 1000),
        _ => 0,
    };
}
