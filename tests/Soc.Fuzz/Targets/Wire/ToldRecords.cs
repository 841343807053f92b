using System.Text.Json;
using Soc.Capture.Protocols;

namespace Soc.Fuzz.Targets.Wire;

/// <summary>Records as text, so that two readings can be compared.</summary>
internal sealed class ToldRecords : IProtocolSink
{
    private readonly List<ProtocolRecord> _records = [];

    public int Count => _records.Count;

    public void Take(ProtocolRecord record) => _records.Add(record);

    public IEnumerable<string> Texts() => _records.Select(r => JsonSerializer.Serialize(r, r.GetType()));
}
