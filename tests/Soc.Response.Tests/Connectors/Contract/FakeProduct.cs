using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;

namespace Soc.Response.Tests.Connectors.Contract;

/// <summary>A product in memory: state as its maker documents it, and every way to fail. It repeats what it was sent in its errors, as careless products do.</summary>
internal abstract class FakeProduct : HttpMessageHandler
{
    public const string Token = "eyJ0.fake-access-token.1234567890";

    private readonly List<FakeRequest> _requests = [];

    /// <summary>As it was given to the connector by reference.</summary>
    public string Secret { get; set; } = "";

    public required FakeTimeProvider Time { get; init; }

    public Fault? Fault { get; set; }

    /// <summary>How often the state was changed by the API.</summary>
    public int Changes { get; private set; }

    public IReadOnlyList<FakeRequest> Requests => _requests;

    /// <summary>Everything that could be changed, as text.</summary>
    public abstract string Snapshot();

    /// <summary>Is the action in effect?</summary>
    public abstract bool IsHeld { get; }

    /// <summary>Somebody else does the same.</summary>
    public abstract void HoldByOther();

    /// <summary>Somebody else takes it back.</summary>
    public abstract void ReleaseByOther();

    /// <summary>The target leaves the product.</summary>
    public virtual void RemoveTarget() => throw new NotSupportedException();

    /// <summary>What was accepted happens.</summary>
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
        if (fault is { Kind: FaultKind.Refused })
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, "Connection refused");
        }

        if (fault is { Kind: FaultKind.Status })
        {
            return Failed(asked, fault);
        }

        if (fault is { Kind: FaultKind.Garbage })
        {
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("<html>Welcome to the hotel's wireless network") };
        }

        if (fault is not { Kind: FaultKind.Silence })
        {
            if (!IsAuthorised(asked))
            {
                return Failed(asked, new Fault(FaultKind.Status, 401));
            }

            var before = Snapshot();
            var response = Answer(asked);
            Changes += string.Equals(before, Snapshot(), StringComparison.Ordinal) ? 0 : 1;
            switch (fault?.Kind)
            {
                case null:
                    return response;
                case FaultKind.StatusAfterActing:
                    return Failed(asked, fault);
                case FaultKind.BreakAfterActing:
                    throw new HttpRequestException(HttpRequestError.ResponseEnded, "The connection broke");
            }
        }

        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        throw new InvalidOperationException();
    }

    private Fault? TakeFault(bool isChange)
    {
        if (Fault is not { } fault || !(isChange ? fault.OnChanges : fault.OnReads))
        {
            return null;
        }

        Fault = fault.Times <= 1 ? null : fault with { Times = fault.Times - 1 };
        return fault;
    }

    private static HttpResponseMessage Failed(FakeRequest request, Fault fault)
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
