namespace Soc.Gateway.Auth;

internal static partial class AuthLog
{
    [LoggerMessage(EventId = 2100, Level = LogLevel.Warning, Message = "The credentials could not be read again; those read before stay in force.")]
    public static partial void ReloadFailed(ILogger logger, Exception failure);
}
