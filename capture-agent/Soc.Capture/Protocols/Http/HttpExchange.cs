namespace Soc.Capture.Protocols.Http;

/// <summary>One HTTP request with its answer, or the one of them that was seen. Texts are bounded by <see cref="HttpLimits"/>; "" is not said.</summary>
public sealed record HttpExchange : ProtocolRecord
{
    /// <summary>When the answer began, nanoseconds since 1970; 0 when none was seen.</summary>
    public required long AnsweredAtNs { get; init; }

    /// <summary>Its place in the connection, from 1.</summary>
    public required int Depth { get; init; }

    /// <summary>"" when the request was not seen.</summary>
    public required string Method { get; init; }

    public required string Host { get; init; }

    /// <summary>The request's target as it was sent.</summary>
    public required string Uri { get; init; }

    /// <summary>The version that the client speaks, such as "1.1"; "0.9" for a request line without one.</summary>
    public required string RequestVersion { get; init; }

    /// <summary>The version that the server speaks; "0.9" for a body without a status line.</summary>
    public required string AnswerVersion { get; init; }

    public required string Referrer { get; init; }

    public required string UserAgent { get; init; }

    public required string Origin { get; init; }

    /// <summary>User of Basic authentication, to the server or to a proxy. The password is not kept.</summary>
    public required string UserName { get; init; }

    /// <summary>Headers by which proxies show themselves in the request, each as "NAME -> value", joined by ", ".</summary>
    public required string Proxied { get; init; }

    public required string RequestContentType { get; init; }

    public required string ContentType { get; init; }

    /// <summary>Bytes of the request's body: without chunk sizes, still compressed.</summary>
    public required long RequestBodyBytes { get; init; }

    /// <summary>Bytes of the answer's body: without chunk sizes, still compressed.</summary>
    public required long ResponseBodyBytes { get; init; }

    /// <summary>Bytes that are counted in the bodies but were lost on the way to us.</summary>
    public required long MissedBodyBytes { get; init; }

    /// <summary>Of the final answer; 0 when none was seen.</summary>
    public required int StatusCode { get; init; }

    public required string StatusMessage { get; init; }

    /// <summary>Of the last interim answer (1xx); 0 for none.</summary>
    public required int InfoCode { get; init; }

    public required string InfoMessage { get; init; }

    /// <summary>The request was sent before the answer to the one before it was over.</summary>
    public required bool IsPipelined { get; init; }

    /// <summary>Request and answer were seen to their ends.</summary>
    public required bool IsComplete { get; init; }

    /// <summary>The connection is something else from here on: CONNECT or an upgrade was granted.</summary>
    public required bool IsTunnel { get; init; }

    /// <summary>A message gives its body's length in more than one way: what request smuggling does (RFC 9112, 11.2).</summary>
    public required bool HasConflictingLengths { get; init; }
}
