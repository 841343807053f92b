using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Soc.Gateway.Endpoints;

/// <summary>
/// Cursors as callers see them: a place, tied to the list that it is a place of. One of another client, another filter, or
/// with a letter lost in copying is refused instead of giving some other page.
/// </summary>
internal static class Cursors
{
    private const int TieBytes = 8;
    private const int MaxLength = 1_024;

    /// <param name="list">Name of the list with everything that filters it.</param>
    /// <param name="place">Where the next page begins; null on the last page.</param>
    public static string? Write(string list, string? place) =>
        place is null ? null : Base64Url.EncodeToString([.. Tie(list, place), .. Encoding.UTF8.GetBytes(place)]);

    /// <summary>False for what <see cref="Write"/> did not make for this list.</summary>
    public static bool TryRead(string list, string? cursor, out string? place)
    {
        place = null;
        if (string.IsNullOrEmpty(cursor))
        {
            return true;
        }

        if (cursor.Length > MaxLength || !Base64Url.IsValid(cursor))
        {
            return false;
        }

        var bytes = Base64Url.DecodeFromChars(cursor);
        if (bytes.Length <= TieBytes)
        {
            return false;
        }

        place = Encoding.UTF8.GetString(bytes.AsSpan(TieBytes));
        return bytes.AsSpan(0, TieBytes).SequenceEqual(Tie(list, place));
    }

    public static Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult Refusal() =>
        Problems.BadRequest("The cursor is none of this list: send nextCursor of the page before with the same filters, or leave it out to begin anew.");

    private static byte[] Tie(string list, string place) => SHA256.HashData(Encoding.UTF8.GetBytes($"{list}\n{place}"))[..TieBytes];
}
