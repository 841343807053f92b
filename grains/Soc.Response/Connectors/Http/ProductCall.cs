using System.Globalization;
using System.Text;
using Soc.Model;
using Soc.Model.Response;

namespace Soc.Response.Connectors.Http;

/// <summary>
/// All questions to a product that one order needs: the one place where they are sent, tried again, limited in time, and written down without secrets.
/// </summary>
internal sealed class ProductCall
{
    /// <summary>Most of an answer that is read.</summary>
    public const int MaxAnswerSizeBytes = 8 * 1024 * 1024;

    private const int FirstBackoffMs = 500;
    private const int MaxReasonLength = 300;

    private readonly ProductClient _client;
    private readonly CancellationToken _cancellation;
    private readonly Queue<ContainmentExchange> _exchanges = new();
    private readonly long _startedAt;

    public ProductCall(ProductClient client, CancellationToken cancellation)
    {
        _client = client;
        _cancellation = cancellation;
        _startedAt = client.Time.GetTimestamp();
    }

    public Redactor Redactor { get; } = new();

    public ContainmentExchange[] Exchanges => [.. _exchanges];

    public DateTimeOffset Now => _client.Time.GetUtcNow();

    /// <summary>Asks, and comes back with success or with a status that the request accepts.</summary>
    /// <exception cref="ConnectorCallException">It came to anything else.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async ValueTask<ProductAnswer> SendAsync(ProductRequest request)
    {
        try
        {
            return await SendAsync(request, isTokenRequest: false);
        }
        catch (ConnectorCallException e) when (e.Failure.IsCredentialStale && _client.Credential!.Forget())
        {
            // The token was kept from before; perhaps it was withdrawn.
            return await SendAsync(request, isTokenRequest: false);
        }
    }

    /// <summary>Asks for a token: without a credential, and the answer is not written down.</summary>
    public ValueTask<ProductAnswer> SendTokenRequestAsync(ProductRequest request) => SendAsync(request, isTokenRequest: true);

    private long LeftMs => _client.Options.DeadlineMs - (long)_client.Time.GetElapsedTime(_startedAt).TotalMilliseconds;

    private async ValueTask<ProductAnswer> SendAsync(ProductRequest request, bool isTokenRequest)
    {
        for (var backoffMs = FirstBackoffMs; ; backoffMs *= 2)
        {
            var (answer, hintMs) = await SendOnceAsync(request, isTokenRequest);
            if (answer.Status is >= 200 and < 300 || request.Accept.Contains(answer.Status))
            {
                return answer;
            }

            // Only these two say that nothing was done; a read may be asked again after the failures of whoever stands in between, too.
            if (!(answer.Status is 429 or 503 || (request.Method == HttpMethod.Get && answer.Status is 502 or 504)))
            {
                throw Failure(request, answer, isTokenRequest);
            }

            // A product that says 0 is not asked without a pause.
            var waitMs = Math.Max(hintMs ?? 0, backoffMs);
            if (waitMs >= LeftMs)
            {
                throw new ConnectorCallException(new CallFailure(CallEnd.Busy, $"The product has too much to do (status {answer.Status}); it is tried again later.", waitMs));
            }

            await Task.Delay(TimeSpan.FromMilliseconds(waitMs), _client.Time, _cancellation);
        }
    }

    private async ValueTask<(ProductAnswer Answer, long? HintMs)> SendOnceAsync(ProductRequest request, bool isTokenRequest)
    {
        var uri = _client.AddressOf(request.Path);
        using var message = new HttpRequestMessage(request.Method, uri);
        if (!isTokenRequest && _client.Credential is { } credential)
        {
            await credential.AuthorizeAsync(message, this);
        }

        foreach (var (name, value) in request.Headers)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        if (request.Body is not null)
        {
            message.Content = new StringContent(request.Body, Encoding.UTF8, request.MediaType);
        }

        var startedAt = _client.Time.GetTimestamp();
        var limitMs = Math.Min(_client.Options.TimeoutMs, LeftMs);
        if (limitMs <= 0)
        {
            throw new ConnectorCallException(new CallFailure(CallEnd.Busy, $"The product needed more than {Seconds(_client.Options.DeadlineMs)} for what came before."));
        }

        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(limitMs), _client.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_cancellation, limit.Token);
        try
        {
            using var response = await _client.Http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either.Token);
            var body = await ReadAsync(response.Content, either.Token);
            var status = (int)response.StatusCode;
            Note(request, uri, status, isTokenRequest && response.IsSuccessStatusCode ? "(a token)" : body, startedAt);
            return (new ProductAnswer(status, body, response.Headers.Location, response.Headers.Date), RetryHint.Of(response, _client.Time.GetUtcNow()));
        }
        catch (OperationCanceledException) when (!either.IsCancellationRequested)
        {
            // Only the time for connecting was over: nothing was sent.
            throw Lost(request, uri, startedAt, CallEnd.NotReached, $"{uri.Host} cannot be reached in time.");
        }
        catch (OperationCanceledException) when (!_cancellation.IsCancellationRequested)
        {
            throw Lost(request, uri, startedAt, CallEnd.TimedOut, $"There was no answer within {Seconds(limitMs)}.");
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.ProxyTunnelError)
        {
            throw Lost(request, uri, startedAt, CallEnd.NotReached, $"{uri.Host} cannot be reached.");
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.SecureConnectionError)
        {
            throw Lost(request, uri, startedAt, CallEnd.NotReached, $"There is no secure connection to {uri.Host}: if its certificate is of no known authority, give that ('caFile') or its fingerprint ('certificateSha256').");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw Lost(request, uri, startedAt, CallEnd.BrokenOff, "The connection broke before the answer was there.");
        }
    }

    private ConnectorCallException Failure(ProductRequest request, ProductAnswer answer, bool isTokenRequest)
    {
        var words = Redactor.Clean(answer.Body).ReplaceLineEndings(" ");
        var said = words.Length == 0 ? "" : $" It said: {Clip.To(words, MaxReasonLength)}";
        var credential = _client.Credential?.Words ?? "the credential";
        return new ConnectorCallException(answer.Status switch
        {
            401 => new CallFailure(CallEnd.NotAllowed, $"The product does not take the credential (401): renew {credential}; it needs {request.Right}.", IsCredentialStale: !isTokenRequest && _client.Credential is not null),
            403 => new CallFailure(CallEnd.NotAllowed, $"The credential {credential} may not do this (403): it needs {request.Right}."),
            404 => new CallFailure(CallEnd.Missing, "The product does not know it (404)."),
            >= 300 and < 400 => new CallFailure(CallEnd.Refused, $"The product answers with a redirect ({answer.Status}), which is not followed: check 'baseUrl'."),
            >= 500 => new CallFailure(CallEnd.ServerError, $"The product failed (status {answer.Status}).{said}"),
            _ => new CallFailure(CallEnd.Refused, $"The product refused (status {answer.Status}).{said}"),
        });
    }

    private ConnectorCallException Lost(ProductRequest request, Uri uri, long startedAt, CallEnd end, string why)
    {
        Note(request, uri, 0, why, startedAt);
        return new ConnectorCallException(new CallFailure(end, why));
    }

    private void Note(ProductRequest request, Uri uri, int status, string answer, long startedAt)
    {
        if (_exchanges.Count == ContainmentOutcome.MaxExchanges)
        {
            _exchanges.Dequeue();
        }

        var asked = request.Body is null ? $"{request.Method} {uri.AbsoluteUri}" : $"{request.Method} {uri.AbsoluteUri}\n{request.Body}";
        _exchanges.Enqueue(new ContainmentExchange(Cut(asked), status, Cut(answer), (long)_client.Time.GetElapsedTime(startedAt).TotalMilliseconds));
    }

    private string Cut(string text) => Clip.To(Redactor.Clean(text), ContainmentExchange.MaxTextLength);

    private static async ValueTask<string> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        using var body = new MemoryStream();
        var buffer = new byte[16_384];
        while (body.Length < MaxAnswerSizeBytes && await stream.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            body.Write(buffer, 0, read);
        }

        return Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length);
    }

    private static string Seconds(long ms) => string.Create(CultureInfo.InvariantCulture, $"{ms / 1000.0:0.#} s");
}
