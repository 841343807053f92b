using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Soc.Gateway.Auth;
using Soc.Gateway.Endpoints;
using Soc.GrainInterfaces.Storage;

namespace Soc.Gateway.Requests.Idempotency;

/// <summary>
/// A POST with Idempotency-Key is done once: the same key with the same request gets the first answer again, with another
/// request it is refused (422), and while the first still runs it is told to wait (409). Kept for a day, per caller, on
/// disk, so that it holds across a restart. Only success is kept: after a refusal the key is free for the corrected request.
/// Not promised: a process that dies between doing and writing the answer down does it again when the request is repeated.
/// </summary>
internal sealed partial class IdempotentRequests(IAnswerStore store, SecretAnswers secrets, TimeProvider time, ILogger<IdempotentRequests> logger)
{
    public const string ReplayedHeader = "Idempotency-Replayed";

    /// <summary>Most answers kept of one caller; the oldest goes first.</summary>
    public const int MaxAnswersOfCaller = 1_000;

    /// <summary>Longest answer kept, bytes.</summary>
    public const int MaxAnswerBytes = 256 * 1024;

    private const int BufferInMemoryBytes = 64 * 1024;

    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    private readonly ConcurrentDictionary<string, byte> _running = new(StringComparer.Ordinal);

    public async Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<Idempotent>() is not { } route
            || http.Request.Headers[IdempotencyKey.Header].ToString() is not { Length: > 0 } header
            || http.Features.Get<Credential>() is not { } caller)
        {
            await next(http);
            return;
        }

        if (!IdempotencyKey.TryRead(header, out var key))
        {
            await Problems.BadRequest($"{IdempotencyKey.Header} is 1 to {IdempotencyKey.MaxLength} visible ASCII characters, such as a UUID.").ExecuteAsync(http);
            return;
        }

        var id = IdempotencyKey.IdOf(caller.Id, key);
        if (!_running.TryAdd(id, 0))
        {
            http.Response.Headers.RetryAfter = "1";
            await Problems.Conflict("The first request with this Idempotency-Key still runs: repeat it in a moment to get its answer.").ExecuteAsync(http);
            return;
        }

        try
        {
            await OnceAsync(http, next, route, caller.Id, id);
        }
        finally
        {
            _running.TryRemove(id, out _);
        }
    }

    private async Task OnceAsync(HttpContext http, RequestDelegate next, Idempotent route, string caller, string id)
    {
        var fingerprint = await FingerprintAsync(http);
        var nowMs = time.GetUtcNow().ToUnixTimeMilliseconds();
        var known = await store.ReadAsync(id, http.RequestAborted);
        if (known is not null && known.AtMs >= nowMs - (long)Kept.TotalMilliseconds)
        {
            await (CryptographicOperations.FixedTimeEquals(known.Fingerprint, fingerprint)
                ? ReplayAsync(http, known)
                : Problems.Unprocessable("This Idempotency-Key was used for another request: take a new key for a new request.").ExecuteAsync(http));
            return;
        }

        // Half done is worse than done for nobody: from here on the caller's leaving stops nothing.
        http.RequestAborted = CancellationToken.None;
        var response = http.Response.Body;
        using var captured = new MemoryStream();
        http.Response.Body = captured;
        try
        {
            await next(http);
        }
        finally
        {
            http.Response.Body = response;
        }

        if (http.Response.StatusCode is >= 200 and < 300)
        {
            await KeepAsync(new StoredAnswer(id, caller, fingerprint, http.Response.StatusCode, http.Response.ContentType, captured.ToArray(), nowMs), route);
        }

        captured.Position = 0;
        await captured.CopyToAsync(response);
    }

    private async Task KeepAsync(StoredAnswer answer, Idempotent route)
    {
        if (route.AnswerIsSecret)
        {
            secrets.Keep(answer);
        }

        try
        {
            var onDisk = route.AnswerIsSecret || answer.Body!.Length > MaxAnswerBytes ? answer with { Body = null } : answer;
            await store.WriteAsync(onDisk, answer.AtMs - (long)Kept.TotalMilliseconds, MaxAnswersOfCaller, CancellationToken.None);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // It was done: the caller must hear that. What is lost is the guard against doing it twice.
            LogNotKept(failure);
        }
    }

    private async Task ReplayAsync(HttpContext http, StoredAnswer known)
    {
        if ((known.Body ?? secrets.BodyOf(known)) is not { } body)
        {
            await Problems.Conflict(
                $"This request was done before and answered with {known.Status}; the answer was not kept, since it held a secret or was too long. Look the result up (GET), and take a new key to make another.").ExecuteAsync(http);
            return;
        }

        http.Response.StatusCode = known.Status;
        http.Response.ContentType = known.ContentType;
        http.Response.Headers[ReplayedHeader] = "true";
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }

    private static async Task<byte[]> FingerprintAsync(HttpContext http)
    {
        // Reading past the route's limit is refused by the server itself; the buffer goes to a file when it is large.
        http.Request.EnableBuffering(BufferInMemoryBytes);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{http.Request.Method} {http.Features.Get<IHttpRequestFeature>()!.RawTarget}\n"));
        var buffer = new byte[BufferInMemoryBytes];
        int read;
        while ((read = await http.Request.Body.ReadAsync(buffer, http.RequestAborted)) > 0)
        {
            hash.AppendData(buffer, 0, read);
        }

        http.Request.Body.Position = 0;
        return hash.GetHashAndReset();
    }

    [LoggerMessage(EventId = 2299, Level = LogLevel.Warning, Message = "The answer to a request with an Idempotency-Key could not be kept; a repetition would do it again")]
    private partial void LogNotKept(Exception exception);
}
