using System.Text.Json;
using System.Text.Json.Serialization;

namespace Soc.Storage.Documents;

/// <summary>The stored form of what was done and who was told: JSON by member name, so that members can be added.</summary>
internal static class ResponseJson
{
    /// <summary>Most rows of a page.</summary>
    public const int MaxPage = 500;

    private static readonly JsonSerializerOptions Options = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true,
    };

    public static byte[] Encode<T>(T row) => JsonSerializer.SerializeToUtf8Bytes(row, Options);

    public static T Decode<T>(byte[] document) => JsonSerializer.Deserialize<T>(document, Options)!;
}
