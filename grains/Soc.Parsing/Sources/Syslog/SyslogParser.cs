using Soc.Parsing.Mapping;
using Soc.Parsing.Sources.Cef;
using Soc.Parsing.Sources.FortiGate;
using Soc.Parsing.Sources.Leef;
using Soc.Parsing.Sources.PanOs;
using Soc.Parsing.Text;

namespace Soc.Parsing.Sources.Syslog;

/// <summary>Syslog lines of hosts. "syslog" is also what people call anything that comes over port 514, so known formats are handed on.</summary>
public sealed class SyslogParser : ISourceParser
{
    private const int Continuation = 1;
    private const int Possible = 10;
    private const int Likely = 35;
    private const int MaxLookBytes = 512;

    /// <summary>The year does not matter for recognising: 2100-01-01.</summary>
    private const long AnyLateTimeMs = 4_102_444_800_000;
    private const int Vendor = 40;

    private static readonly PanOsParser PanOs = new();
    private static readonly FortiGateParser FortiGate = new();
    private static readonly CefParser Cef = new();
    private static readonly LeefParser Leef = new();

    public string Id => SyslogRecord.Source;

    public int Recognise(ReadOnlySpan<byte> record)
    {
        if (record.IsEmpty || record[0] is (byte)'{' or (byte)'[')
        {
            return 0;
        }

        var header = SyslogHeader.Read(record[..Math.Min(record.Length, MaxLookBytes)], AnyLateTimeMs, zoneOffsetMinutes: 0);
        return !header.IsSyslog ? IsContinuation(record) ? Continuation : 0 : HostLogs.Knows(header.App) ? Likely : Possible;
    }

    public ParseResult Parse(ReadOnlySpan<byte> record, in SourceContext context)
    {
        var header = SyslogHeader.Read(record, context);
        if (!header.App.IsEmpty && HostLogs.Knows(header.App))
        {
            return HostLogs.Map(new SyslogRecord(record, header, context));
        }

        if (context.Sourcetype is not null)
        {
            if (PanOs.Recognise(record) >= Vendor)
            {
                return PanOs.Parse(record, context);
            }

            if (FortiGate.Recognise(record) >= Vendor)
            {
                return FortiGate.Parse(record, context);
            }

            if (Cef.Recognise(record) > 0)
            {
                return Cef.Parse(record, context);
            }

            if (Leef.Recognise(record) > 0)
            {
                return Leef.Parse(record, context);
            }
        }

        return header.IsSyslog ? ParseResult.Skipped(Reasons.NoSecurityContent)
            : IsContinuation(record) ? ParseResult.Skipped(Reasons.ContinuationLine)
            : ParseResult.Malformed(Reasons.NotThisFormat);
    }

    /// <summary>
    /// The second and further lines of what a program wrote as one message (the dumps of macOS, stack traces): set in by a tab, without a
    /// header of their own. The line before them has the event.
    /// </summary>
    private static bool IsContinuation(ReadOnlySpan<byte> record) => record is [(byte)'\t', ..] && !record.Trim(" \t\r\n\0"u8).IsEmpty;
}
