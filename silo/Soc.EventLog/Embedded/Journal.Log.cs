using Microsoft.Extensions.Logging;

namespace Soc.EventLog.Embedded;

internal sealed partial class Journal
{
    [LoggerMessage(1, LogLevel.Warning, "Log partition {Partition}: cut {TruncatedBytes} bytes of a torn write, passed over {DamagedRecords} damaged records; goes on at offset {NextOffset}")]
    private static partial void LogRecovered(ILogger logger, int partition, long truncatedBytes, long damagedRecords, long nextOffset);

    [LoggerMessage(2, LogLevel.Error, "The event log takes nothing: {Reason}")]
    private static partial void LogFailing(ILogger logger, string reason, Exception failure);

    [LoggerMessage(3, LogLevel.Information, "The event log takes entries again")]
    private static partial void LogRecoveredFromFailure(ILogger logger);

    [LoggerMessage(4, LogLevel.Error, "Log partition {Partition} ends at offset {EndOffset}, but {KnownOffset} was already read from it: its newest records are missing, the disk did not keep what it said was synced")]
    private static partial void LogTailMissing(ILogger logger, int partition, long endOffset, long knownOffset);
}
