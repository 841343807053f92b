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

    /// <summary>400 when it makes no sense, 404 when the row is not there, 501 when OData knows it and this service does not.</summary>
    public int Status { get; init; } = StatusCodes.Status400BadRequest;
}
