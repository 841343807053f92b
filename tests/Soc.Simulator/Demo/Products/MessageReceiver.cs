using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Soc.Simulator.Demo.Products;

/// <summary>Where messages to people arrive: takes only what is signed as Standard Webhooks says, and remembers what each was told.</summary>
internal sealed class MessageReceiver(byte[] key, TimeProvider time) : IDemoProduct
{
    private const string TypeBefore = "soc.notice.";
    private const int MaxAgeSeconds = 300;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, ToldMessage> _byId = new(StringComparer.Ordinal);
    private int _refused;

    public string Name => "messages";

    /// <summary>Messages whose signature did not fit.</summary>
    public int Refused
    {
        get
        {
            lock (_lock)
            {
                return _refused;
            }
        }
    }

    /// <summary>All so far; one that came twice is one.</summary>
    public IReadOnlyList<ToldMessage> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _byId.Values.OrderBy(m => m.AtMs)];
            }
        }
    }

    public ProductReply Answer(ProductAsk ask)
    {
        lock (_lock)
        {
            if (!IsSigned(ask))
            {
                _refused++;
                return new ProductReply(401, "");
            }

            _byId.TryAdd(ask.Headers["webhook-id"]!, Read(ask.Json(), time.GetUtcNow().ToUnixTimeMilliseconds()));
            return ProductReply.Empty;
        }
    }

    private static ToldMessage Read(JsonElement e, long nowMs)
    {
        var data = e.GetProperty("data");
        var type = e.GetProperty("type").GetString()!;
        return new ToldMessage(
            type.StartsWith(TypeBefore, StringComparison.Ordinal) ? type[TypeBefore.Length..] : type,
            data.GetProperty("client").GetString()!,
            data.GetProperty("incidentId").GetString()!,
            data.GetProperty("who").GetString()!,
            data.GetProperty("title").GetString()!,
            data.GetProperty("text").GetString()!,
            data.TryGetProperty("acknowledgeLink", out var link) && link.GetString() is { } url ? new Uri(url) : null,
            [.. data.GetProperty("facts").EnumerateArray().Select(f => $"{f.GetProperty("name").GetString()}: {f.GetProperty("value").GetString()}")],
            nowMs);
    }

    private bool IsSigned(ProductAsk ask)
    {
        if (ask.Headers["webhook-id"] is not { Length: > 0 } id
            || !long.TryParse(ask.Headers["webhook-timestamp"], NumberStyles.None, CultureInfo.InvariantCulture, out var atSeconds)
            || Math.Abs(time.GetUtcNow().ToUnixTimeSeconds() - atSeconds) > MaxAgeSeconds)
        {
            return false;
        }

        var signed = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{atSeconds}.{ask.Body}"));
        var wanted = $"v1,{Convert.ToBase64String(HMACSHA256.HashData(key, signed))}";
        return (ask.Headers["webhook-signature"] ?? "").Split(' ').Contains(wanted, StringComparer.Ordinal);
    }
}
