namespace Soc.Response.Connectors.Http;

/// <summary>How a product is told who calls.</summary>
internal interface IProductCredential
{
    /// <summary>Puts it on a request. Every secret it touches goes to the call's redactor first.</summary>
    ValueTask AuthorizeAsync(HttpRequestMessage message, ProductCall call);

    /// <summary>The product did not take it. True when a new one may be got at once.</summary>
    bool Forget();

    /// <summary>What to renew, for people: "env:PAN_KEY".</summary>
    string Words { get; }
}
