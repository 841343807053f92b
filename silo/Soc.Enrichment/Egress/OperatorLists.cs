using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Soc.Enrichment.Ranges;
using Soc.Model.Entities;

namespace Soc.Enrichment.Egress;

/// <summary>
/// Lists that the operator drops into a folder: plain CIDR lists and MISP warning-list JSON. The folder says what a list
/// means (vpn, hosting, relay, tor, mobile, satellite, business, residential, service); read again when anything changes.
/// </summary>
public sealed partial class OperatorLists(EnrichmentOptions options, TimeProvider time, ILogger<OperatorLists> logger) : BackgroundService
{
    private const int MaxProblems = 20;
    private const string ServiceFolder = "service";

    private volatile RangeTable<ListEntry> _table = RangeTable<ListEntry>.Empty;
    private volatile IReadOnlyList<string> _problems = [];
    private string _seen = "";

    /// <summary>Grows with every reload: who keeps answers, drops them.</summary>
    public int Generation { get; private set; }

    public IReadOnlyList<string> Problems => _problems;

    internal ListEntry? Find(UInt128 address) => _table.Find(address);

    /// <summary>Reads the folder if anything in it changed.</summary>
    public void Reload()
    {
        var directory = options.ListsDirectory;
        if (directory is null || !Directory.Exists(directory))
        {
            return;
        }

        var files = Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(f => new FileInfo(f)).ToArray();
        var seen = string.Join('\n', files.Select(f => $"{f.FullName} {f.Length} {f.LastWriteTimeUtc.Ticks}"));
        if (string.Equals(seen, _seen, StringComparison.Ordinal))
        {
            return;
        }

        var problems = new List<string>();
        var entries = files.SelectMany(f => Read(directory, f.FullName, problems)).ToArray();
        _table = RangeTable<ListEntry>.Build(entries);
        _problems = problems;
        _seen = seen;
        Generation++;
        LogLoaded(files.Length, entries.Length, problems.Count);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.ReloadSeconds), time);
        try
        {
            do
            {
                try
                {
                    Reload();
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    _problems = [$"The lists folder cannot be read ({e.Message}); the lists read before stay in force."];
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    private static IEnumerable<(IpRange Range, ListEntry Entry)> Read(string root, string path, List<string> problems)
    {
        var folder = Path.GetRelativePath(root, path).Split(Path.DirectorySeparatorChar)[0].ToLowerInvariant();
        var isService = string.Equals(folder, ServiceFolder, StringComparison.Ordinal);
        if (!isService && !AsnClasses.TryClass(folder, out _))
        {
            Say($"{path}: put it into a folder that says what it means: vpn, hosting, relay, tor, mobile, satellite, business, residential or service.");
            yield break;
        }

        AsnClasses.TryClass(folder, out var egress);
        var entry = isService ? new ListEntry(EgressClass.Hosting, Path.GetFileNameWithoutExtension(path)) : new ListEntry(egress, null);
        var number = 0;
        foreach (var line in Lines(path, Say))
        {
            number++;
            var text = line.AsSpan();
            var comment = text.IndexOfAny('#', ';');
            text = (comment >= 0 ? text[..comment] : text).Trim();
            if (text.IsEmpty)
            {
                continue;
            }

            if (IpRange.TryParse(text, out var range))
            {
                yield return (range, entry);
            }
            else
            {
                Say($"{path}:{number}: '{(text.Length > 60 ? text[..60] : text)}' is no address and no range.");
            }
        }

        void Say(string problem)
        {
            if (problems.Count < MaxProblems)
            {
                problems.Add(problem);
            }
        }
    }

    private static IEnumerable<string> Lines(string path, Action<string> say)
    {
        if (!path.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            return File.ReadLines(path);
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            if (document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("list", out var list) && list.ValueKind == JsonValueKind.Array)
            {
                return [.. list.EnumerateArray().Where(v => v.ValueKind == JsonValueKind.String).Select(v => v.GetString()!)];
            }

            say($"{path}: no MISP warning list: an object with a 'list' is expected.");
        }
        catch (JsonException e)
        {
            say($"{path}: no JSON ({e.Message}).");
        }

        return [];
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Lists read: {Files} files, {Ranges} ranges, {Problems} problems")]
    private partial void LogLoaded(int files, int ranges, int problems);
}
