namespace Soc.Gateway.Reports.OData;

/// <summary>A query that is not answered; the message says why and what to send.</summary>
internal sealed class ODataRefusalException : Exception
{
    public ODataRefusalException()
    {
    }

    public ODataRefusalException(string message)
        : base(message)
    {
    }

    public ODataRefusalException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>OData knows it, this service does not.</summary>
    public bool IsUnsupported { get; init; }
}
