namespace Soc.EventLog;

/// <summary>The disk is full or failed; the message says which and what to do. What was acknowledged before is kept.</summary>
public sealed class EventLogUnavailableException : Exception
{
    public EventLogUnavailableException()
    {
    }

    public EventLogUnavailableException(string message)
        : base(message)
    {
    }

    public EventLogUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
