namespace Soc.Parsing.Mapping;

/// <summary>The time of an event when the record itself has none.</summary>
internal static class EventTimes
{
    /// <summary>The syslog header's, else the envelope's, else the arrival.</summary>
    public static long Fallback(bool hasHeaderTime, long headerTimeMs, in SourceContext context) =>
        hasHeaderTime ? headerTimeMs : context.EnvelopeTimeMs > 0 ? context.EnvelopeTimeMs : context.ReceivedMs;
}
