using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Soc.Gateway.Endpoints;

/// <summary>What every list of things with a score and a time is asked by, read in one place: each list refuses the same in the same words.</summary>
internal sealed class ListQuery
{
    private readonly string _list;

    private ListQuery(string list, double minScore, long sinceMs, int limit, string? place) =>
        (_list, MinScore, SinceMs, Limit, Place) = (list, minScore, sinceMs, limit, place);

    public double MinScore { get; }

    /// <summary>Ms since the epoch; 0 for all.</summary>
    public long SinceMs { get; }

    public int Limit { get; }

    /// <summary>Where the page begins; null for the first.</summary>
    public string? Place { get; }

    /// <param name="list">Name of the list with its client and the filters that only it has.</param>
    public static bool TryRead(
        string list, double? minScore, string? since, int? limit, string? cursor,
        [NotNullWhen(true)] out ListQuery? query, [NotNullWhen(false)] out ProblemHttpResult? refusal)
    {
        query = null;
        if (minScore is not (null or (>= 0 and <= 100)))
        {
            refusal = Problems.BadRequest(string.Create(CultureInfo.InvariantCulture, $"minScore={minScore} is no score: use 0 to 100."));
            return false;
        }

        if (!Wire.TryTime(since, out var sinceMs))
        {
            refusal = Problems.BadRequest($"since='{since}' is no time: use ISO 8601, such as 2026-03-01T00:00:00Z.");
            return false;
        }

        refusal = PageLimits.RefusalOf(limit);
        if (refusal is not null)
        {
            return false;
        }

        var filtered = string.Create(CultureInfo.InvariantCulture, $"{list}\n{minScore ?? 0}\n{sinceMs}");
        if (!Cursors.TryRead(filtered, cursor, out var place))
        {
            refusal = Cursors.Refusal();
            return false;
        }

        query = new ListQuery(filtered, minScore ?? 0, sinceMs, limit ?? PageLimits.Default, place);
        return true;
    }

    /// <summary>The page as the caller gets it.</summary>
    /// <param name="nextPlace">Where the next page begins; null on the last.</param>
    public PageDto<T> PageOf<T>(IEnumerable<T> items, string? nextPlace) => new([.. items], Cursors.Write(_list, nextPlace));
}
