using System.Runtime.InteropServices;
using Soc.Model.Events;

namespace Soc.Parsing;

/// <summary>What the gateway knows of a record besides its bytes.</summary>
/// <param name="Client">Client company, from the credential.</param>
/// <param name="ReceivedMs">When it arrived, ms since the epoch: resolves a missing year, never replaces a time that the record has.</param>
/// <param name="Sourcetype">Sourcetype or listener hint, or null.</param>
/// <param name="EnvelopeTimeMs">Time that the envelope gave (HEC "time", syslog header), ms since the epoch, or 0: used only when the record has none.</param>
/// <param name="Host">Host that the envelope gave, or null.</param>
/// <param name="ZoneOffsetMinutes">Offset of times that carry no zone, minutes east of UTC.</param>
/// <param name="Place">Where the transport keeps the record for good (topic, partition, offset), hashed, or 0 when it keeps none.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SourceContext(
    string Client,
    long ReceivedMs,
    string? Sourcetype = null,
    long EnvelopeTimeMs = 0,
    string? Host = null,
    int ZoneOffsetMinutes = 0,
    ulong Place = 0)
{
    /// <summary>Id of an event whose source gives it none: its content, and its place where it has one.</summary>
    public EventId ContentId(string source, ReadOnlySpan<byte> content) => EventId.FromContent(Client, source, content, position: 0, Place);
}
