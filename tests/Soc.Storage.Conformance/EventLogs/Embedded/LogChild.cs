using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Soc.EventLog;
using Soc.EventLog.Embedded;
using Soc.Storage.Conformance.Support;

namespace Soc.Storage.Conformance.EventLogs.Embedded;

/// <summary>The process that is killed: appends without end and prints what was acknowledged.</summary>
internal static class LogChild
{
    public const string Verb = "append-until-killed";
    public const int Partitions = 4;
    private const int Writers = 8;

    public static EmbeddedEventLogOptions OptionsFor(string directory) =>
        new() { Directory = directory, PartitionCount = Partitions, SegmentBytes = 262_144 };

    /// <summary>Each writer has numbers of its own, ascending, and puts every one into all partitions in one append.</summary>
    public static async Task<int> RunAsync(string directory, string first)
    {
        await using var log = await EmbeddedEventLog.OpenAsync(OptionsFor(directory), TimeProvider.System, NullLogger.Instance);
        var from = int.Parse(first, CultureInfo.InvariantCulture);
        var output = Console.Out;
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            for (var i = from; ; i++)
            {
                var number = (i * Writers) + writer;
                await log.AppendAsync([.. Enumerable.Range(0, Partitions).Select(p => Samples.Entry(p, number, 300))], CancellationToken.None);
                await output.WriteLineAsync(number.ToString(CultureInfo.InvariantCulture));
            }
        })));
        return 0;
    }

    public static int WriterOf(long number) => (int)(number % Writers);
}
