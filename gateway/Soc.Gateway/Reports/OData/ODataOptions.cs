namespace Soc.Gateway.Reports.OData;

/// <summary>Which system query options a kind of address takes.</summary>
internal static class ODataOptions
{
    public static readonly string[] OfList = ["$filter", "$select", "$orderby", "$top", "$skip", "$count", "$skiptoken", "$format"];

    /// <summary>The protocol leaves open what a count with $top or $skip is: it is refused, so that no number means something else than it seems.</summary>
    public static readonly string[] OfCount = ["$filter"];

    public static readonly string[] OfEntity = ["$select", "$format"];
}
