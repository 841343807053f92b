using System.Globalization;
using Soc.Simulator.Estate;
using Soc.Simulator.Stories;

namespace Soc.Simulator.Demo;

/// <summary>Writes the estate to files, one a client and sourcetype, for replay and for tests.</summary>
internal static class EstateWriter
{
    public static async Task WriteAsync(string folder, int days, int alerts, ulong seed, long nowMs, TextWriter output, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var files = new Dictionary<string, (StreamWriter Writer, int Lines)>(StringComparer.Ordinal);
        try
        {
            var book = new StoryBook(seed, alerts);
            foreach (var record in book.History(nowMs, days).Concat(book.Late(nowMs)).Concat(book.Live(nowMs)))
            {
                var name = FileName(record);
                var (writer, lines) = files.TryGetValue(name, out var open) ? open : (new StreamWriter(Path.Combine(folder, name)), 0);
                await writer.WriteLineAsync(record.Text.AsMemory(), cancellationToken);
                files[name] = (writer, lines + 1);
            }
        }
        finally
        {
            foreach (var (writer, _) in files.Values)
            {
                await writer.DisposeAsync();
            }
        }

        foreach (var (name, (_, lines)) in files.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{lines,9:N0} lines  {Path.Combine(folder, name)}"));
        }
    }

    private static string FileName(RawRecord record) => $"{record.Client}.{record.Sourcetype?.Replace(':', '_') ?? "syslog"}.log";
}
