using System.Globalization;
using System.Text;
using Soc.Simulator.Estate;

namespace Soc.Chaos.Tests;

/// <summary>One HTTP request to the collector. Its number of records is its name: no other has as many.</summary>
internal sealed class Request(IReadOnlyList<RawRecord> records)
{
    public IReadOnlyList<RawRecord> Records { get; } = records;

    public byte[] Body { get; } = Encoding.UTF8.GetBytes(string.Concat(records.Select(r =>
        string.Create(CultureInfo.InvariantCulture, $$"""{"time":{{r.AtMs / 1000m}},"sourcetype":"{{r.Sourcetype}}","event":{{r.Text}}}"""))));
}
