namespace Soc.Gateway.Ingest;

internal static partial class IngestLog
{
    [LoggerMessage(EventId = 2200, Level = LogLevel.Error, Message = "The event log takes nothing: {Why}")]
    public static partial void LogUnavailable(ILogger logger, string why);

    [LoggerMessage(EventId = 2201, Level = LogLevel.Error, Message = "The parser '{Source}' threw on a record, which went to the dead-letter log; that is a defect of the parser.")]
    public static partial void ParserFailed(ILogger logger, string source, Exception failure);

    [LoggerMessage(EventId = 2202, Level = LogLevel.Information, Message = "Syslog over {Protocol} on port {Port}.")]
    public static partial void SyslogListening(ILogger logger, string protocol, int port);

    [LoggerMessage(EventId = 2203, Level = LogLevel.Warning, Message = "A syslog connection on port {Port} was closed: {Reason}.")]
    public static partial void SyslogClosed(ILogger logger, int port, string reason);

    [LoggerMessage(EventId = 2204, Level = LogLevel.Warning, Message = "A syslog listener on port {Port} failed and goes on.")]
    public static partial void SyslogFailed(ILogger logger, int port, Exception failure);

    [LoggerMessage(EventId = 2207, Level = LogLevel.Warning, Message = "The receive buffer of UDP port {Port} is {Bytes} bytes instead of {Wanted}: raise net.core.rmem_max (sysctl), or bursts are dropped by the kernel.")]
    public static partial void ReceiveBufferSmall(ILogger logger, int port, int bytes, int wanted);

    [LoggerMessage(EventId = 2205, Level = LogLevel.Warning, Message = "What was learned of names could not be written to {Path}; it is tried again.")]
    public static partial void IdentityNotWritten(ILogger logger, string path, Exception failure);

    [LoggerMessage(EventId = 2206, Level = LogLevel.Warning, Message = "What was learned of names could not be read from {Path} ({Why}); it is learned anew, and the file is kept beside it.")]
    public static partial void IdentityNotRead(ILogger logger, string path, string why);
}
