using System.Globalization;
using System.Text;

namespace Soc.Storage.Documents;

/// <summary>The sort key of a page's last row; anything else is taken as the beginning.</summary>
internal static class PageCursor
{
    private const int MaxBytes = 512;

    public static string Write(long atMs, string id) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{atMs}:{id}")));

    public static (long AtMs, string Id) Read(string? cursor)
    {
        Span<byte> bytes = stackalloc byte[MaxBytes];
        if (cursor is not null && Convert.TryFromBase64String(cursor, bytes, out var length))
        {
            var text = Encoding.UTF8.GetString(bytes[..length]);
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0 && long.TryParse(text.AsSpan(0, colon), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var at))
            {
                return (at, text[(colon + 1)..]);
            }
        }

        return (long.MaxValue, "");
    }

    /// <summary>The same for rows of which the oldest comes first.</summary>
    public static (long AtMs, string Id) ReadRising(string? cursor) => Read(cursor) is (< long.MaxValue, _) place ? place : (long.MinValue, "");
}
