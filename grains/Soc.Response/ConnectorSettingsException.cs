namespace Soc.Response;

/// <summary>A setting of a connector is missing or makes no sense; the message says which and what to do, and never has a secret in it.</summary>
public sealed class ConnectorSettingsException : Exception
{
    public ConnectorSettingsException()
    {
    }

    public ConnectorSettingsException(string message)
        : base(message)
    {
    }

    public ConnectorSettingsException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
