using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Web;

namespace Soc.Simulator.Demo.Products;

/// <summary>Serves the demo's products on this machine, each under its name, at a port that is free.</summary>
internal sealed class ProductServer : IAsyncDisposable
{
    private const int PortTries = 10;
    private const int MaxBodyLength = 1_048_576;

    private readonly HttpListener _listener;
    private readonly Dictionary<string, IDemoProduct> _products;
    private readonly Task _serving;

    private ProductServer(HttpListener listener, Uri address, IEnumerable<IDemoProduct> products)
    {
        (_listener, Address) = (listener, address);
        _products = products.ToDictionary(p => p.Name, StringComparer.Ordinal);
        _serving = ServeAsync();
    }

    public Uri Address { get; }

    /// <exception cref="IOException">No port was free.</exception>
    public static ProductServer Start(IEnumerable<IDemoProduct> products)
    {
        for (var tries = 1; ; tries++)
        {
            var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort()}/"));
            var listener = new HttpListener();
            listener.Prefixes.Add(address.AbsoluteUri);
            try
            {
                listener.Start();
                return new ProductServer(listener, address, products);
            }
            catch (HttpListenerException e)
            {
                // Somebody else took the port in between.
                listener.Close();
                if (tries >= PortTries)
                {
                    throw new IOException("The demo's products found no free port on 127.0.0.1.", e);
                }
            }
        }
    }

    public Uri AddressOf(IDemoProduct product) => new(Address, product.Name);

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            try
            {
                await AnswerAsync(await _listener.GetContextAsync());
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or IOException)
            {
                if (!_listener.IsListening)
                {
                    return;
                }
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        using var response = context.Response;
        var reply = context.Request.ContentLength64 > MaxBodyLength ? new ProductReply(413, "") : Reply(await ReadAsync(context.Request));
        var body = Encoding.UTF8.GetBytes(reply.Body);
        response.StatusCode = reply.Status;
        response.ContentType = "application/json";
        response.ContentLength64 = body.Length;
        await response.OutputStream.WriteAsync(body);
    }

    private ProductReply Reply((string Product, ProductAsk Ask) asked)
    {
        try
        {
            return _products.TryGetValue(asked.Product, out var product) ? product.Answer(asked.Ask) : new ProductReply(404, "");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException)
        {
            // No product answers to what is not in its documents.
            return new ProductReply(400, "");
        }
    }

    private static async Task<(string Product, ProductAsk Ask)> ReadAsync(HttpListenerRequest request)
    {
        using var reader = new StreamReader(request.InputStream, Encoding.UTF8);
        var body = await reader.ReadToEndAsync();
        var path = request.Url!.AbsolutePath;
        var end = path.IndexOf('/', 1);
        var (product, rest) = end < 0 ? (path[1..], "/") : (path[1..end], path[end..]);
        return (product, new ProductAsk(request.HttpMethod, Uri.UnescapeDataString(rest), HttpUtility.ParseQueryString(request.Url.Query), request.Headers, body));
    }
}
