using System.Globalization;

namespace Soc.Gateway.Reports.OData;

/// <summary>Answers a query from a store that gives pages. A page may be short, even empty, and have a next one: that much was read for it, and no more is held.</summary>
internal static class ODataReader
{
    /// <summary>Most rows of a page.</summary>
    public const int MaxPage = 1_000;

    /// <summary>Most rows that are read for one page.</summary>
    public const int MaxScanned = 20_000;

    /// <summary>Most rows that are sorted or counted; beyond it the query is refused, since half an order is none.</summary>
    public const int MaxSorted = 100_000;

    /// <summary>Most rows of the store at a time.</summary>
    private const int MaxRead = 500;

    /// <param name="place">From the page before; null for the first.</param>
    public static async Task<ODataPage<TRow>> ReadAsync<TRow>(ODataSet<TRow> set, string client, ODataQuery<TRow> query, string? place, CancellationToken cancellationToken)
    {
        var count = query.WantsCount && query.Order is null ? await CountAsync(set, client, query, cancellationToken) : (long?)null;
        return query.Order is null
            ? await StreamAsync(set, client, query, count, place, cancellationToken)
            : await SortAsync(set, client, query, place, cancellationToken);
    }

    /// <summary>All rows that match, however many pages they are.</summary>
    /// <exception cref="ODataRefusalException">There are more than <see cref="MaxSorted"/> to look at.</exception>
    public static async Task<long> CountAsync<TRow>(ODataSet<TRow> set, string client, ODataQuery<TRow> query, CancellationToken cancellationToken)
    {
        var count = 0L;
        await VisitAsync(set, client, query, _ => count++, cancellationToken);
        return count;
    }

    private static async Task<ODataPage<TRow>> StreamAsync<TRow>(
        ODataSet<TRow> set, string client, ODataQuery<TRow> query, long? count, string? place, CancellationToken cancellationToken)
    {
        var wanted = Wanted(query);
        var (rows, skip, scanned) = (new List<TRow>(), query.Skip, 0);
        while (rows.Count < wanted)
        {
            // Never more than still fits: what was read is never read again for the next page.
            var limit = (int)Math.Min(MaxRead, skip + wanted - rows.Count);
            var (read, next) = await set.ReadAsync(new ODataRead(client, query.Bounds.FromMs, query.Bounds.ToMs, limit, place), cancellationToken);
            foreach (var row in read.Where(query.Filter))
            {
                if (skip > 0)
                {
                    skip--;
                }
                else
                {
                    rows.Add(row);
                }
            }

            place = next;
            scanned += read.Count;
            if (place is null || scanned >= MaxScanned)
            {
                break;
            }
        }

        return new ODataPage<TRow>(rows, count, rows.Count == query.Top ? null : place, skip);
    }

    private static async Task<ODataPage<TRow>> SortAsync<TRow>(ODataSet<TRow> set, string client, ODataQuery<TRow> query, string? place, CancellationToken cancellationToken)
    {
        var all = new List<TRow>();
        await VisitAsync(set, client, query, all.Add, cancellationToken);
        var begin = place is null ? query.Skip : long.Parse(place, CultureInfo.InvariantCulture);

        // A list's own sort is not stable, and pages of rows that are alike must not overlap.
        var sorted = all.Order(Comparer<TRow>.Create(query.Order!));
        TRow[] rows = [.. sorted.Skip((int)Math.Min(begin, int.MaxValue)).Take((int)Wanted(query))];
        var end = begin + rows.Length;
        return new ODataPage<TRow>(
            rows, query.WantsCount ? all.Count : null, rows.Length == query.Top || end >= all.Count ? null : end.ToString(CultureInfo.InvariantCulture), 0);
    }

    private static async Task VisitAsync<TRow>(ODataSet<TRow> set, string client, ODataQuery<TRow> query, Action<TRow> visit, CancellationToken cancellationToken)
    {
        var scanned = 0;
        string? place = null;
        do
        {
            var (read, next) = await set.ReadAsync(new ODataRead(client, query.Bounds.FromMs, query.Bounds.ToMs, MaxRead, place), cancellationToken);
            foreach (var row in read.Where(query.Filter))
            {
                visit(row);
            }

            scanned += read.Count;
            place = next;
        }
        while (place is not null && scanned < MaxSorted);
        if (place is not null)
        {
            throw new ODataRefusalException(string.Create(
                CultureInfo.InvariantCulture,
                $"{set.Name} has more than {MaxSorted:N0} rows to sort or count: narrow the filter by {set.TimeColumn} (ge), or leave $orderby and $count out and page through."));
        }
    }

    private static long Wanted<TRow>(ODataQuery<TRow> query) => Math.Min(query.Top ?? MaxPage, MaxPage);
}
