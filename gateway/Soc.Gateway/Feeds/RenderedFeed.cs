using System.Buffers.Text;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Soc.Gateway.Feeds;

/// <summary>A feed's bytes, ready to be sent; the tag is of the bytes, so that it is the same on every gateway, and another whenever they are.</summary>
internal sealed class RenderedFeed
{
    // Below that, packing costs more than it saves.
    private const int MinPackedBytes = 512;
    private const int TagBytes = 16;

    private RenderedFeed(byte[] bytes, byte[]? packed) => (Bytes, Tag, Packed, PackedTag) = (bytes, TagOf(bytes, ""), packed, TagOf(bytes, "-gzip"));

    public byte[] Bytes { get; }

    /// <summary>Strong, in its quotes.</summary>
    public string Tag { get; }

    /// <summary>The same in gzip; null when it is too short for that.</summary>
    public byte[]? Packed { get; }

    /// <summary>Strong, and another one: the bytes are others.</summary>
    public string PackedTag { get; }

    public static RenderedFeed Of(byte[] bytes) => new(bytes, bytes.Length < MinPackedBytes ? null : Pack(bytes));

    private static string TagOf(byte[] bytes, string suffix) => $"\"{Base64Url.EncodeToString(SHA256.HashData(bytes).AsSpan(0, TagBytes))}{suffix}\"";

    private static byte[] Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }
}
