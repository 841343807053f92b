using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Soc.EventLog;
using Soc.EventLog.Embedded;
using Soc.Storage.Conformance.Support;

namespace Soc.Storage.Conformance.EventLogs.Embedded;

/// <summary>The embedded dead letters keep the promises of every dead-letter log, and their bounds.</summary>
public sealed class EmbeddedDeadLetterLogTests : DeadLetterLogConformance, IDisposable
{
    private readonly TempFolder _folder = new();

    private EmbeddedDeadLetterLogOptions Options => new() { Directory = _folder.Path };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task OldestGo_WhenTheLimitIsReached_AndNothingIsRefused()
    {
        await using var log = EmbeddedDeadLetterLog.Open(Options with { MaxTotalBytes = 65_536 }, TimeProvider.System, NullLogger.Instance);
        for (var i = 0; i < 2000; i++)
        {
            await log.AppendAsync([Letter("acme", i)], Cancel);
        }

        var letters = await ReadAsync(log, "acme", EmbeddedDeadLetterLog.MaxReadLetters);
        letters.Count.ShouldBeInRange(100, 250);
        letters.Select(l => l.ReceivedMs).ShouldBe(Enumerable.Range(0, letters.Count).Select(i => 1999L - i));
        Directory.GetFiles(_folder.Path, "*.log", SearchOption.AllDirectories).Sum(f => new FileInfo(f).Length).ShouldBeLessThan(80_000);
    }

    protected override async ValueTask<IDeadLetterLog> OpenAsync() => await EmbeddedDeadLetterLog.OpenAsync(Options, TimeProvider.System, NullLogger.Instance);
}
