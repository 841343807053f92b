using System.Globalization;
using Shouldly;
using Soc.Gateway.Reports;
using Soc.Gateway.Reports.OData;

namespace Soc.Gateway.Tests.Reports;

/// <summary>Pages of an answer over a store of a hundred thousand rows and more.</summary>
public sealed class ODataReaderTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(2_500, null, 0, 2_500)]
    [InlineData(2_500, 1_700L, 0, 1_700)]
    [InlineData(2_500, 1_000L, 0, 1_000)]
    [InlineData(2_500, null, 2_400, 100)]
    [InlineData(2_500, 10L, 2_495, 5)]
    [InlineData(45_000, 3L, 30_000, 3)]
    [InlineData(10, 0L, 0, 0)]
    public async Task FollowedToTheEnd_ItGivesEveryRowOnce(int rows, long? top, int skip, int expected)
    {
        var (set, seen, place) = (Numbers(rows), new List<int>(), (string?)null);
        var (left, skipLeft) = (top, (long)skip);
        do
        {
            var page = await ODataReader.ReadAsync(set, "acme", Query(top: left, skip: skipLeft), place, Cancel);
            page.Rows.Count.ShouldBeLessThanOrEqualTo(ODataReader.MaxPage);
            seen.AddRange(page.Rows);
            (left, skipLeft, place) = (left - page.Rows.Count, page.SkipLeft, page.NextPlace);
        }
        while (place is not null);
        seen.ShouldBe(Enumerable.Range(skip, expected));
    }

    [Fact]
    public async Task APageThatReadMuchAndFoundNothing_IsShort_AndGoesOn()
    {
        var set = Numbers(50_000);
        var query = Query(filter: n => n == 49_999);
        var first = await ODataReader.ReadAsync(set, "acme", query, null, Cancel);
        first.Rows.ShouldBeEmpty();
        first.NextPlace.ShouldBe("20000");
        var second = await ODataReader.ReadAsync(set, "acme", query, first.NextPlace, Cancel);
        (await ODataReader.ReadAsync(set, "acme", query, second.NextPlace, Cancel)).Rows.ShouldBe([49_999]);
    }

    [Fact]
    public async Task Sorted_ItGoesOnWhereThePageBeforeEnded()
    {
        var query = Query(order: (a, b) => b.CompareTo(a), skip: 5, count: true);
        var first = await ODataReader.ReadAsync(Numbers(2_500), "acme", query, null, Cancel);
        first.Count.ShouldBe(2_500);
        first.Rows.ShouldBe(Enumerable.Range(0, 1_000).Select(i => 2_494 - i));
        (await ODataReader.ReadAsync(Numbers(2_500), "acme", query, first.NextPlace, Cancel)).Rows[0].ShouldBe(1_494);
    }

    [Fact]
    public async Task MoreThanCanBeSortedOrCounted_IsRefused_NotCut()
    {
        (await Should.ThrowAsync<ODataRefusalException>(ODataReader.ReadAsync(Numbers(100_001), "acme", Query(order: (a, b) => b.CompareTo(a)), null, Cancel))).Message.ShouldContain("narrow the filter by At");
        await Should.ThrowAsync<ODataRefusalException>(ODataReader.ReadAsync(Numbers(100_001), "acme", Query(count: true), null, Cancel));
        (await ODataReader.ReadAsync(Numbers(100_000), "acme", Query(count: true), null, Cancel)).Count.ShouldBe(100_000);
        await Should.ThrowAsync<ODataRefusalException>(ODataReader.CountAsync(Numbers(100_001), "acme", Query(), Cancel));
        (await ODataReader.CountAsync(Numbers(100_000), "acme", Query(filter: n => n % 4 == 0), Cancel)).ShouldBe(25_000);
    }

    private static ODataSet<int> Numbers(int count) => new("Numbers", "Number", "N", "At", [new("N", ColumnKind.Whole, n => (long)n)], (read, _) =>
    {
        var from = read.Cursor is null ? 0 : int.Parse(read.Cursor, CultureInfo.InvariantCulture);
        var rows = Enumerable.Range(from, Math.Min(read.Limit, count - from)).ToArray();
        return Task.FromResult(((IReadOnlyList<int>)rows, from + rows.Length < count ? (from + rows.Length).ToString(CultureInfo.InvariantCulture) : null));
    }, (_, key, _) => Task.FromResult(int.Parse(key, CultureInfo.InvariantCulture)));

    private static ODataQuery<int> Query(long? top = null, long skip = 0, bool count = false, Comparison<int>? order = null, Func<int, bool>? filter = null) => new()
    {
        Filter = filter ?? (_ => true),
        Bounds = ODataBounds.None,
        Columns = [],
        IsSelective = false,
        Order = order,
        Top = top,
        Skip = skip,
        WantsCount = count,
        SkipToken = null,
        Shape = "",
    };
}
