using System.Globalization;

namespace Soc.Gateway.Tests.Api;

/// <summary>Raw Duo lines that end in an incident: five pushes refused, the sixth accepted. Each person has an address of his own, so that nothing ties two together.</summary>
internal static class DuoPushes
{
    public const int Lines = 6;

    private const string Line =
        """{"access_device":{"ip":"198.51.100.ADDRESS"},"auth_device":{"ip":"198.51.100.26"},"application":{"key":"DI1","name":"Mail"},"event_type":"authentication","factor":"duo_push","reason":"REASON","result":"RESULT","timestamp":TIME,"txid":"TX","user":{"name":"USER"}}""";

    /// <param name="user">Whose phone.</param>
    /// <param name="atSeconds">When the first came, seconds since the epoch.</param>
    public static string Of(string user, long atSeconds) => string.Join('\n', Enumerable.Range(0, Lines).Select(i => Line
        .Replace("ADDRESS", (1 + (user.Sum(c => c) % 250)).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("REASON", i == 5 ? "user_approved" : "user_marked_fraud", StringComparison.Ordinal)
        .Replace("RESULT", i == 5 ? "success" : "fraud", StringComparison.Ordinal)
        .Replace("TX", $"tx-{user.Sum(c => c)}-{atSeconds}-{i}", StringComparison.Ordinal)
        .Replace("USER", user.Replace("\\", "\\\\", StringComparison.Ordinal), StringComparison.Ordinal)
        .Replace("TIME", (atSeconds + (i * 20)).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)));
}
