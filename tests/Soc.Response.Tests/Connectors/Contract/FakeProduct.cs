using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;

namespace Soc.Response.Tests.Connectors.Contract;

/// <summary>A product in memory: state as its maker documents it, and every way to fail. It repeats what it was sent in its errors, as careless products do.</summary>
internal abstract class FakeProduct : HttpMessageHandler, IFakeBackend
{
    public const string Token = "eyJ0.fake-access-token.1234567890";

    private readonly List<FakeRequest> _requests = [];

    /// <summary>As it was given to the connector by reference.</summary>
    public string Secret { get; set; } = "";

    public required FakeTimeProvider Time { get; init; }

    public Fault? Fault { get; set; }

    public int Changes { get; private set; }

    public IReadOnlyList<FakeRequest> Requests => _requests;

    public abstract string Snapshot();

    public abstract bool IsHeld { get; }

    public abstract void HoldByOther();

    public abstract void ReleaseByOther();

    public virtual void RemoveTarget() => throw new NotSupportedException();

    public virtual void Settle()
    {
    }

    protected abstract bool IsChange(FakeRequest request);

    protected virtual bool IsTokenRequest(FakeRequest request) => false;

    protected virtual bool IsAuthorised(FakeRequest request) => string.Equals(request.Header("Authorization"), $"Bearer {Token}", StringComparison.Ordinal);

    protected abstract HttpResponseMessage Answer(FakeRequest request);

    protected static HttpResponseMessage Json(object body, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json") };

    protected static HttpResponseMessage Empty(HttpStatusCode status = HttpStatusCode.NoContent) => new(status) { Content = new ByteArrayContent([]) };

    protected HttpResponseMessage TokenFor(FakeRequest request, string id, HttpStatusCode status = HttpStatusCode.OK) =>
        string.Equals(request.Form("client_secret"), Secret, StringComparison.Ordinal) && string.Equals(request.Form("client_id"), id, StringComparison.Ordinal)
            ? Json(new { access_token = Token, token_type = "bearer", expires_in = 1_799 }, status)
            : Json(new { error = "invalid_client", error_description = $"not valid: {request.Body}" }, HttpStatusCode.BadRequest);

    protected sealed override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var asked = new FakeRequest(
            request.Method.Method, request.RequestUri!, body, request.Headers.ToDictionary(h => h.Key, h => string.Join(',', h.Value), StringComparer.OrdinalIgnoreCase));
        _requests.Add(asked);
        if (IsTokenRequest(asked))
        {
            return Answer(asked);
        }

        var fault = TakeFault(IsChange(asked));
        switch (fault)
        {
            case HttpFault { Acts: false } status:
                return Failed(asked, status);
            case { Kind: FaultKind.Denied }:
                return Failed(asked, new HttpFault(403));
            case { Kind: FaultKind.Garbage }:
                return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("<html>Welcome to the hotel's wireless network") };
            case { Kind: FaultKind.Refused }:
                throw new HttpRequestException(HttpRequestError.ConnectionError, "Connection refused");
            case { Kind: FaultKind.GivesUp }:
                throw new OperationCanceledException("The handler gave up");
        }

        if (fault is not { Kind: FaultKind.Silence })
        {
            if (!IsAuthorised(asked))
            {
                return Failed(asked, new HttpFault(401));
            }

            var before = Snapshot();
            var response = Answer(asked);
            Changes += string.Equals(before, Snapshot(), StringComparison.Ordinal) ? 0 : 1;
            switch (fault)
            {
                case null:
                    return response;
                case HttpFault status:
                    return Failed(asked, status);
                case { Kind: FaultKind.BreakAfterActing }:
                    throw new HttpRequestException(HttpRequestError.ResponseEnded, "The connection broke");
            }
        }

        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        throw new InvalidOperationException();
    }

    private Fault? TakeFault(bool isChange)
    {
        if (Fault is not { } fault || !fault.Meets(isChange))
        {
            return null;
        }

        Fault = fault.Rest();
        return fault;
    }

    private static HttpResponseMessage Failed(FakeRequest request, HttpFault fault)
    {
        var said = $"{{\"message\":\"request failed\",\"you_sent\":{JsonSerializer.Serialize(string.Join(' ', request.Headers.Values))},\"body\":{JsonSerializer.Serialize(request.Body)}}}";
        var response = new HttpResponseMessage((HttpStatusCode)fault.Status) { Content = new StringContent(said) };
        if (fault.RetryAfterSeconds > 0)
        {
            response.Headers.RetryAfter = new(TimeSpan.FromSeconds(fault.RetryAfterSeconds));
        }

        return response;
    }
}
