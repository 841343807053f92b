namespace Soc.Response.Connectors.Http;

/// <summary>A call did not come to what was hoped for. It never leaves a connector: there it becomes an outcome.</summary>
internal sealed class ConnectorCallException : Exception
{
    public ConnectorCallException()
        : this(new CallFailure(CallEnd.Refused, "The call failed."))
    {
    }

    public ConnectorCallException(string message)
        : this(new CallFailure(CallEnd.Refused, message))
    {
    }

    public ConnectorCallException(string message, Exception innerException)
        : base(message, innerException) => Failure = new CallFailure(CallEnd.Refused, message);

    public ConnectorCallException(CallFailure failure)
        : base(failure.Reason) => Failure = failure;

    public CallFailure Failure { get; }
}
