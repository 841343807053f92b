using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Soc.Response.Feeds.Formats;

/// <summary>Writes JSON of feeds, without white space.</summary>
internal static class FeedJson
{
    // Not within HTML, so that quotes and signs need no escapes; the firewall's parser meets plain JSON.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            write(json);
        }

        return buffer.WrittenSpan.ToArray();
    }
}
