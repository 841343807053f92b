using System.Globalization;

namespace Soc.Gateway.Tests.Api;

/// <summary>Raw Duo lines that end in an incident: five pushes refused, the sixth accepted.</summary>
internal static class DuoPushes
{
    public const int Lines = 6;

    private const string Line =
        """{"access_device":{"ip":"198.51.100.25"},"auth_device":{"ip":"198.51.100.26"},"application":{"key":"DI1","name":"Mail"},"event_type":"authentication","factor":"duo_push","reason":"REASON","result":"RESULT","timestamp":TIME,"txid":"TX","user":{"name":"USER"}}""";

    /// <param name="user">Whose phone.</param>
    /// <param name="atSeconds">When the first came, seconds since the epoch.</param>
    public static string Of(string user, long atSeconds) => string.Join('\n', Enumerable.Range(0, Lines).Select(i => Line
        .Replace("REASON", i == 5 ? "user_approved" : "user_marked_fraud", StringComparison.Ordinal)
        .Replace("RESULT", i == 5 ? "success" : "fraud", StringComparison.Ordinal)
        .Replace("TX", $"tx-{user.Length}-{atSeconds}-{i}", StringComparison.Ordinal)
        .Replace("USER", user.Replace("\\", "\\\\", StringComparison.Ordinal), StringComparison.Ordinal)
        .Replace("TIME", (atSeconds + (i * 20)).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)));
}
