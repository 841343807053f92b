using Microsoft.Extensions.Logging.Abstractions;
using Soc.EventLog;
using Soc.EventLog.Embedded;
using Soc.Storage.Conformance.Support;

namespace Soc.Storage.Conformance.EventLogs.Embedded;

/// <summary>The embedded log keeps the promises of every log.</summary>
public sealed class EmbeddedEventLogTests : EventLogConformance, IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override async ValueTask<IEventLog> OpenAsync() => await EmbeddedEventLog.OpenAsync(
        new EmbeddedEventLogOptions { Directory = _folder.Of("log"), PartitionCount = Partitions, SegmentBytes = 16_384 }, TimeProvider.System, NullLogger.Instance);
}
