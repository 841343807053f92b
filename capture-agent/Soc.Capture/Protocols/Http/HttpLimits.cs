namespace Soc.Capture.Protocols.Http;

/// <summary>Bounds of what is kept of HTTP.</summary>
public static class HttpLimits
{
    /// <summary>Bytes of a line that are looked at; the rest of it is passed over. Servers commonly refuse lines of more than 8,000.</summary>
    public const int MaxLineBytes = 16_384;

    public const int MaxUriChars = 4096;

    /// <summary>Host, referrer, user agent, content type and other header values.</summary>
    public const int MaxValueChars = 1024;

    public const int MaxMethodChars = 32;

    public const int MaxProxiedChars = 1024;

    /// <summary>Headers of proxies that are kept of a request: each makes the text of all before anew.</summary>
    public const int MaxProxied = 16;

    /// <summary>Requests that may wait for their answers; those beyond are told without one.</summary>
    public const int MaxWaiting = 64;

    /// <summary>Digits of a body's or a chunk's length; more would not fit 63 bits.</summary>
    public const int MaxLengthDigits = 15;

    /// <summary>A method that is not a known one has at most this many letters.</summary>
    public const int MaxUnknownMethodBytes = 24;
}
