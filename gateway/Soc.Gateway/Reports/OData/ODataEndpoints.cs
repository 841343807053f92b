using System.ComponentModel;
using Soc.Gateway.Auth;

namespace Soc.Gateway.Reports.OData;

/// <summary>The same rows for tools that read OData v4 (Power BI, Excel), below <c>/odata/v1/clients/{client}</c>.</summary>
internal static class ODataEndpoints
{
    public static void MapOData(this IEndpointRouteBuilder app)
    {
        var odata = app.MapGroup("/odata/v1/clients/{client}").RequireAuthorization(p => p.AddAuthenticationSchemes(ApiAuthentication.KeyOrPassword).RequireAuthenticatedUser());
        Describe(
            odata.MapGet("", (string client, HttpContext http, ODataModel model) =>
                ODataAnswers.Bytes(http, ODataJson.ServiceDocument(ODataAnswers.RootOf(http, client), model.SetNames), ODataJson.ContentType)),
            "odata_service", "OData v4: the entity sets.", ODataJson.ContentType);
        Describe(
            odata.MapGet("/$metadata", (string client, HttpContext http, ODataModel model) => ODataAnswers.Bytes(http, model.Metadata, "application/xml")),
            "odata_metadata", "OData v4: the types of the entity sets.", "application/xml");
        Map(odata, ODataSets.IncidentsName, "the newest activity first", sets => sets.Incidents);
        Map(odata, ODataSets.OperationsName, "the newest proposal first", sets => sets.Operations);
        Map(odata, ODataSets.EscalationsName, "the oldest detection first", sets => sets.Escalations);
    }

    private static void Map<TRow>(IEndpointRouteBuilder odata, string name, string order, Func<ODataSets, ODataSet<TRow>> set)
    {
        Describe(
            odata.MapGet($"/{name}", (string client, HttpContext http, ODataModel model, ODataSets sets, CancellationToken cancellationToken) =>
                new ODataRequest(client, http, model, cancellationToken).ListAsync(set(sets))),
            $"odata_{name}", $"OData v4: {name}, {order}, with $filter, $select, $orderby, $top, $skip, $count and pages by @odata.nextLink.", ODataJson.ContentType);
        Describe(
            odata.MapGet($"/{name}/$count", (string client, HttpContext http, ODataModel model, ODataSets sets, CancellationToken cancellationToken) =>
                new ODataRequest(client, http, model, cancellationToken).CountAsync(set(sets))),
            $"odata_{name}_count", $"OData v4: how many {name} there are, a number as plain text, with $filter.", "text/plain");
        Describe(
            odata.MapGet($"/{name}({{key}})", (
                string client, [Description("The key in single quotes, a quote in it twice.")] string key,
                HttpContext http, ODataModel model, ODataSets sets, CancellationToken cancellationToken) =>
                new ODataRequest(client, http, model, cancellationToken).FindAsync(set(sets), key)),
            $"odata_{name}_entity", $"OData v4: one of {name} by its key, with $select.", ODataJson.ContentType);
    }

    private static void Describe(RouteHandlerBuilder route, string name, string summary, string contentType) => route
        .Needs(CredentialScopes.Read)
        .WithName(name).WithTags("Reports").WithSummary(summary)
        .Produces(200, contentType: contentType.Split(';')[0]).ProducesProblem(400).ProducesProblem(501);
}
