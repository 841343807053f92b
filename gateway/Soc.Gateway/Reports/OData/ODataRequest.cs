using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using Soc.Gateway.Endpoints;
using Soc.Model.Response;

namespace Soc.Gateway.Reports.OData;

/// <summary>One request about a set of a client, which is the caller's.</summary>
internal sealed record ODataRequest(string Client, HttpContext Http, ODataModel Model, CancellationToken Cancel)
{
    /// <summary>A page of the rows.</summary>
    public Task<IResult> ListAsync<TRow>(ODataSet<TRow> set) => AnswerAsync(async () =>
    {
        var query = ODataQuery<TRow>.Read(Http.Request.Query, set, Model, ODataOptions.OfList);
        var list = $"odata\n{Client}\n{query.Shape}";
        if (!Cursors.TryRead(list, query.SkipToken, out var place))
        {
            throw new ODataRefusalException("$skiptoken is none of this query: follow @odata.nextLink as it is, or leave it out to begin anew.");
        }

        var page = await ODataReader.ReadAsync(set, Client, query, place, Cancel);
        var root = ODataAnswers.RootOf(Http, Client);
        return ODataAnswers.Bytes(Http, ODataJson.Page(root, set, query, page, NextLink(root, set.Name, list, page, query.Top)), ODataJson.ContentType);
    });

    /// <summary>How many rows the filter leaves, all pages together: the number alone.</summary>
    public Task<IResult> CountAsync<TRow>(ODataSet<TRow> set) => AnswerAsync(async () =>
    {
        var query = ODataQuery<TRow>.Read(Http.Request.Query, set, Model, ODataOptions.OfCount);
        var count = await ODataReader.CountAsync(set, Client, query, Cancel);
        return ODataAnswers.Text(Http, count.ToString(CultureInfo.InvariantCulture));
    });

    /// <summary>The row of a key.</summary>
    /// <param name="key">What stands between the brackets.</param>
    public Task<IResult> FindAsync<TRow>(ODataSet<TRow> set, string key) => AnswerAsync(async () =>
    {
        var query = ODataQuery<TRow>.Read(Http.Request.Query, set, Model, ODataOptions.OfEntity);
        var id = ODataKey.Read(key, set.Name, Model);

        // Nothing has a longer name, and not every store takes one.
        var row = id.Length <= OperationProposal.MaxIdLength ? await set.FindAsync(Client, id, Cancel) : default;
        if (row is null)
        {
            throw new ODataRefusalException($"{set.Name} has no row with this key: /{set.Name} lists those that there are.") { Status = StatusCodes.Status404NotFound };
        }

        return ODataAnswers.Bytes(Http, ODataJson.Entity(ODataAnswers.RootOf(Http, Client), set, query, row), ODataJson.ContentType);
    });

    private async Task<IResult> AnswerAsync(Func<Task<IResult>> answer)
    {
        try
        {
            return await answer();
        }
        catch (ODataRefusalException refusal)
        {
            return ODataAnswers.Refusal(Http, refusal);
        }
    }

    // What stands in it is as it was sent; what was given already is taken off.
    private string? NextLink<TRow>(string root, string set, string list, ODataPage<TRow> page, long? top)
    {
        if (page.NextPlace is null)
        {
            return null;
        }

        var next = new QueryBuilder();
        foreach (var (name, value) in Http.Request.Query)
        {
            if (name is "$filter" or "$select" or "$orderby" or "$format")
            {
                next.Add(name, value.ToString());
            }
        }

        if (top is { } wanted)
        {
            next.Add("$top", (wanted - page.Rows.Count).ToString(CultureInfo.InvariantCulture));
        }

        if (page.SkipLeft > 0)
        {
            next.Add("$skip", page.SkipLeft.ToString(CultureInfo.InvariantCulture));
        }

        next.Add("$skiptoken", Cursors.Write(list, page.NextPlace)!);
        return $"{root}/{set}{next}";
    }
}
