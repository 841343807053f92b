namespace Soc.GrainInterfaces.Storage;

/// <summary>What a request with an Idempotency-Key was answered.</summary>
/// <param name="Id">Hash of caller and key: neither can be read from it.</param>
/// <param name="Caller">Public id of the caller's credential; bounds are kept by it.</param>
/// <param name="Fingerprint">SHA-256 of method, path, query and body.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="ContentType">Of the body, or null.</param>
/// <param name="Body">The answer's body; null when it was not kept (a secret, or too long).</param>
/// <param name="AtMs">When it was given, ms since the epoch.</param>
public sealed record StoredAnswer(
    string Id,
    string Caller,
    byte[] Fingerprint,
    int Status,
    string? ContentType,
    byte[]? Body,
    long AtMs);
