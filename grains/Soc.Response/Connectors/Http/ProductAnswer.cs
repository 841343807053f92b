using System.Text.Json;
using System.Xml;
using System.Xml.Linq;

namespace Soc.Response.Connectors.Http;

/// <summary>A product's answer.</summary>
/// <param name="Status">Of HTTP.</param>
/// <param name="Body">As text.</param>
/// <param name="Location">Where to look further, if it says so.</param>
/// <param name="At">The product's own clock, if it says so.</param>
internal sealed record ProductAnswer(int Status, string Body, Uri? Location, DateTimeOffset? At)
{
    private static readonly JsonDocumentOptions JsonLimits = new() { MaxDepth = 32 };

    /// <exception cref="ConnectorCallException">It is no JSON object.</exception>
    public JsonElement Json()
    {
        try
        {
            using var document = JsonDocument.Parse(Body, JsonLimits);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : throw Unreadable("a JSON object");
        }
        catch (JsonException)
        {
            throw Unreadable("a JSON object");
        }
    }

    /// <exception cref="ConnectorCallException">It is no XML.</exception>
    public XElement Xml()
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(Body), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            return XElement.Load(reader);
        }
        catch (XmlException)
        {
            throw Unreadable("XML");
        }
    }

    /// <summary>The answer has no sense in it.</summary>
    public ConnectorCallException Unreadable(string wanted) =>
        new(new CallFailure(CallEnd.Unreadable, $"The product's answer (status {Status}) is not {wanted}: perhaps something else answers at its address."));
}
