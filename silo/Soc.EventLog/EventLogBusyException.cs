namespace Soc.EventLog;

/// <summary>The log takes nothing just now; nothing of the call was accepted, and the caller should try again.</summary>
public sealed class EventLogBusyException : Exception
{
    public EventLogBusyException()
    {
    }

    public EventLogBusyException(string message)
        : base(message)
    {
    }

    public EventLogBusyException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
