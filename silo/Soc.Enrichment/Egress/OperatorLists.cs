using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Soc.Enrichment.Ranges;

namespace Soc.Enrichment.Egress;

/// <summary>
/// Lists that the operator drops into a folder: plain CIDR lists and MISP warning-list JSON. The folder says what a list
/// means (vpn, hosting, relay, tor, mobile, satellite, business, residential, service); read again when anything changes.
/// </summary>
public sealed partial class OperatorLists(EnrichmentOptions options, TimeProvider time, ILogger<OperatorLists> logger) : BackgroundService
{
    /// <summary>Most ranges of all lists together.</summary>
    public const int MaxRanges = 2_000_000;

    /// <summary>Most files looked at.</summary>
    public const int MaxFiles = 1_000;

    private const int MaxProblems = 20;
    private const int MinReloadSeconds = 1;
    private const int MaxReloadSeconds = 86_400;

    private volatile RangeTable<ListEntry> _table = RangeTable<ListEntry>.Empty;
    private volatile IReadOnlyList<string> _problems = [];
    private string _seen = "";

    public IReadOnlyList<string> Problems => _problems;

    /// <summary>The lists as they are now; another object after every reload.</summary>
    internal RangeTable<ListEntry> Current => _table;

    /// <summary>The lists are in force before anything is received.</summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        Reload();
        return base.StartAsync(cancellationToken);
    }

    /// <summary>Reads the folder if anything in it changed. A folder that cannot be read leaves the lists read before in force.</summary>
    public void Reload()
    {
        try
        {
            var directory = options.ListsDirectory;
            var files = directory is null || !Directory.Exists(directory)
                ? []
                : Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories)
                    .Where(f => !Path.GetFileName(f).StartsWith('.'))
                    .Order(StringComparer.Ordinal)
                    .Select(f => new FileInfo(f))
                    .ToArray();
            var seen = string.Join('\n', files.Select(f => $"{f.FullName} {f.Length} {f.LastWriteTimeUtc.Ticks}"));
            if (!string.Equals(seen, _seen, StringComparison.Ordinal))
            {
                Read(directory!, files);
                _seen = seen;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _problems = [$"The lists folder cannot be read ({e.Message}); the lists read before stay in force."];
            _seen = "";
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(Math.Clamp(options.ReloadSeconds, MinReloadSeconds, MaxReloadSeconds)), time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                Reload();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    private void Read(string directory, FileInfo[] files)
    {
        var problems = new ProblemList(MaxProblems);
        if (files.Length > MaxFiles)
        {
            problems.Add($"The lists folder holds {files.Length} files; the first {MaxFiles} are read.");
        }

        var entries = new List<(IpRange Range, ListEntry Entry)>();
        foreach (var file in files.Take(MaxFiles))
        {
            ListFile.Read(directory, file, entries, problems);
        }

        _problems = [.. problems.ToSentences().Select(p => $"Lists: {p}")];
        _table = entries.Count == 0 ? RangeTable<ListEntry>.Empty : RangeTable<ListEntry>.Build(entries);
        LogLoaded(files.Length, entries.Count, problems.Count);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Lists read: {Files} files, {Ranges} ranges, {Problems} problems")]
    private partial void LogLoaded(int files, int ranges, int problems);
}
