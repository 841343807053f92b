using Soc.Capture.Protocols;

namespace Soc.Capture.Tests.Support;

/// <summary>Keeps what parsers tell.</summary>
internal sealed class Records : IProtocolSink
{
    public List<ProtocolRecord> All { get; } = [];

    public void Take(ProtocolRecord record) => All.Add(record);
}
