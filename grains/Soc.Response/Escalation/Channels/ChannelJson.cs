using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Soc.Response.Escalation.Channels;

/// <summary>JSON for others' endpoints: names as they are written, nothing that is null.</summary>
internal static class ChannelJson
{
    private static readonly JsonSerializerOptions Options = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Encoder = JavaScriptEncoder.Default };

    public static byte[] Write(object value) => JsonSerializer.SerializeToUtf8Bytes(value, Options);
}
