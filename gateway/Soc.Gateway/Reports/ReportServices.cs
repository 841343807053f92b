using Soc.Gateway.Reports.OData;

namespace Soc.Gateway.Reports;

/// <summary>Composition of the reports.</summary>
internal static class ReportServices
{
    public static IServiceCollection AddReports(this IServiceCollection services) => services
        .AddSingleton<ReportReader>()
        .AddSingleton<ODataSets>()
        .AddSingleton<ODataModel>();
}
