using Microsoft.OData;
using Microsoft.OData.UriParser;

namespace Soc.Gateway.Reports.OData;

/// <summary>The key in an address: <c>'id'</c>, or with the name of its column <c>Id='id'</c>; a quote in it is doubled.</summary>
internal static class ODataKey
{
    /// <param name="text">What stands between the brackets, decoded.</param>
    /// <exception cref="ODataRefusalException">It is no key of the set.</exception>
    public static string Read(string text, string set, ODataModel model)
    {
        ODataException? why = null;
        try
        {
            var path = new ODataUriParser(model.Edm, new Uri($"{set}({Uri.EscapeDataString(text)})", UriKind.Relative)).ParsePath();
            if (path.LastSegment is KeySegment key && key.Keys.ToArray() is [{ Value: string id }])
            {
                return id;
            }
        }
        catch (ODataException e)
        {
            why = e;
        }

        throw new ODataRefusalException($"The key in {set}({text}) cannot be read: write it in single quotes, {set}('id'), and a quote in it twice.", why!);
    }
}
