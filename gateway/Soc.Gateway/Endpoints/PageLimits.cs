using Microsoft.AspNetCore.Http.HttpResults;

namespace Soc.Gateway.Endpoints;

/// <summary>How many items a page of any list holds.</summary>
internal static class PageLimits
{
    public const int Max = 500;
    public const int Default = 50;

    /// <summary>Null when a page may be this large, or none is asked for.</summary>
    public static ProblemHttpResult? RefusalOf(int? limit) =>
        limit is < 1 or > Max ? Problems.BadRequest($"limit={limit} is out of range: use 1 to {Max}.") : null;
}
