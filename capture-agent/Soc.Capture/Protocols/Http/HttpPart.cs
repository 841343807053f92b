namespace Soc.Capture.Protocols.Http;

/// <summary>Where in a message a side is.</summary>
internal enum HttpPart
{
    StartLine,
    Headers,
    CountedBody,
    ChunkSize,
    Chunk,
    ChunkEnd,
    Trailers,

    /// <summary>The body has no length: all until the connection ends.</summary>
    BodyToEnd,

    /// <summary>The client asked for a tunnel: what it sends is not HTTP unless the server refuses.</summary>
    Tunnel,
}
