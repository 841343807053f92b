using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.HttpResults;
using Soc.Gateway.Auth;
using Soc.Gateway.Endpoints;

namespace Soc.Gateway.Reports.OData;

/// <summary>The same rows for tools that read OData v4 (Power BI, Excel), below <c>/odata/v1/clients/{client}</c>.</summary>
internal static class ODataEndpoints
{
    private const string VersionHeader = "OData-Version";
    private const string Version = "4.0";

    public static void MapOData(this IEndpointRouteBuilder app)
    {
        var odata = app.MapGroup("/odata/v1/clients/{client}").RequireAuthorization(p => p.AddAuthenticationSchemes(ApiAuthentication.KeyOrPassword).RequireAuthenticatedUser());
        Describe(odata.MapGet("", (string client, HttpContext http, ODataModel model) => Answer(http, ODataJson.ServiceDocument(RootOf(http, client), model.SetNames), ODataJson.ContentType)),
            "odata_service", "OData v4: the entity sets.", ODataJson.ContentType);
        Describe(odata.MapGet("/$metadata", (string client, HttpContext http, ODataModel model) => Answer(http, model.Metadata, "application/xml")),
            "odata_metadata", "OData v4: the types of the entity sets.", "application/xml");
        Map(odata, ODataSets.IncidentsName, "the newest activity first", (sets, query) => query.ServeAsync(sets.Incidents));
        Map(odata, ODataSets.OperationsName, "the newest proposal first", (sets, query) => query.ServeAsync(sets.Operations));
        Map(odata, ODataSets.EscalationsName, "the oldest detection first", (sets, query) => query.ServeAsync(sets.Escalations));
    }

    private static void Map(IEndpointRouteBuilder odata, string name, string order, Func<ODataSets, Request, Task<IResult>> serve) => Describe(
        odata.MapGet("/" + name, (string client, HttpContext http, ODataModel model, ODataSets sets, CancellationToken cancellationToken) => serve(sets, new Request(client, http, model, cancellationToken))),
        "odata_" + name, $"OData v4: {name}, {order}, with $filter, $select, $orderby, $top, $skip, $count and pages by @odata.nextLink.", ODataJson.ContentType);

    private static void Describe(RouteHandlerBuilder route, string name, string summary, string contentType) => route
        .Needs(CredentialScopes.Read)
        .WithName(name).WithTags("Reports").WithSummary(summary)
        .Produces(200, contentType: contentType.Split(';')[0]).ProducesProblem(400).ProducesProblem(501);

    private static FileContentHttpResult Answer(HttpContext http, byte[] body, string contentType)
    {
        http.Response.Headers[VersionHeader] = Version;
        http.Response.Headers.CacheControl = "private, no-store";
        return TypedResults.Bytes(body, contentType);
    }

    private static string RootOf(HttpContext http, string client) => $"{http.Request.Scheme}://{http.Request.Host}{http.Request.PathBase}/odata/v1/clients/{client}";

    private sealed record Request(string Client, HttpContext Http, ODataModel Model, CancellationToken Cancel)
    {
        public async Task<IResult> ServeAsync<TRow>(ODataSet<TRow> set)
        {
            try
            {
                var query = ODataQuery<TRow>.Read(Http.Request.Query, set, Model);
                var list = $"odata\n{Client}\n{query.Shape}";
                if (!Cursors.TryRead(list, query.SkipToken, out var place))
                {
                    throw new ODataRefusalException("$skiptoken is none of this query: follow @odata.nextLink as it is, or leave it out to begin anew.");
                }

                var page = await ODataReader.ReadAsync(set, Client, query, place, Cancel);
                var root = RootOf(Http, Client);
                return Answer(Http, ODataJson.Page(root, set, query, page, NextLink(root, set.Name, list, page, query.Top)), ODataJson.ContentType);
            }
            catch (ODataRefusalException refusal)
            {
                return Refuse(refusal);
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

        // Readers of OData look for "error", everybody else for what all refusals here have.
        private static ProblemHttpResult Refuse(ODataRefusalException refusal) => TypedResults.Problem(
            refusal.Message,
            statusCode: refusal.IsUnsupported ? StatusCodes.Status501NotImplemented : StatusCodes.Status400BadRequest,
            title: refusal.IsUnsupported ? "Not supported" : "Bad request",
            extensions: new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["error"] = new Dictionary<string, string>(StringComparer.Ordinal) { ["code"] = refusal.IsUnsupported ? "NotImplemented" : "BadRequest", ["message"] = refusal.Message },
            });
    }
}
