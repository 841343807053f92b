namespace Soc.Response.Connectors.Http;

/// <summary>The way to one product of one client.</summary>
internal sealed class ProductClient
{
    public ProductClient(string connector, ProductOptions options, Uri? defaultUrl, ConnectorContext context, IProductCredential? credential)
    {
        var baseUrl = options.BaseUrl ?? defaultUrl;
        options.Check(connector, baseUrl);
        BaseUrl = baseUrl!;
        Options = options;
        Time = context.Time;
        Credential = credential;
        var handler = context.Http();
        ProductTrust.Set(connector, handler, options);
        Http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    public Uri BaseUrl { get; }

    public ProductOptions Options { get; }

    public TimeProvider Time { get; }

    public IProductCredential? Credential { get; }

    public HttpClient Http { get; }

    /// <summary>Everything that one order needs, under one deadline.</summary>
    public ProductCall Begin(CancellationToken cancellationToken) => new(this, cancellationToken);

    public Uri AddressOf(string path) =>
        path.Contains("://", StringComparison.Ordinal) ? new Uri(path) : new Uri($"{BaseUrl.AbsoluteUri.TrimEnd('/')}/{path.TrimStart('/')}");
}
