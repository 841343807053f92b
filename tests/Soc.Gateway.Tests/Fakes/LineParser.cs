using System.Globalization;
using System.Text;
using Soc.Gateway.Ingest;
using Soc.Model.Events;
using Soc.Parsing;

namespace Soc.Gateway.Tests.Fakes;

/// <summary>Reads "user text", optionally with a syslog priority; "bad", "skip" and "throw" do as they say; "at=SECONDS" sets the time.</summary>
internal sealed class LineParser : IRecordParser
{
    public ParseResult Parse(ReadOnlySpan<byte> record, in SourceContext context, out string source)
    {
        source = "line";
        var text = Encoding.UTF8.GetString(record);
        if (text.Contains("throw", StringComparison.Ordinal))
        {
            throw new InvalidOperationException("as asked");
        }

        if (text.StartsWith("bad", StringComparison.Ordinal))
        {
            return ParseResult.Malformed("bad_line");
        }

        if (text.StartsWith("skip", StringComparison.Ordinal))
        {
            return ParseResult.Skipped("of_no_use");
        }

        var at = text.IndexOf("at=", StringComparison.Ordinal);
        var timeMs = at < 0 ? context.ReceivedMs : long.Parse(text.AsSpan(at + 3), CultureInfo.InvariantCulture) * 1000;
        return ParseResult.Event(new SecurityEvent
        {
            Id = context.ContentId(source, record),
            Client = context.Client,
            Class = EventClass.Authentication,
            ActivityId = Activity.Auth.Logon,
            Status = EventStatus.Success,
            TimeMs = context.EnvelopeTimeMs > 0 ? context.EnvelopeTimeMs : timeMs,
            ReceivedMs = context.ReceivedMs,
            Source = source,
            SourceKind = context.Sourcetype,
            Reporter = context.Host,
            Message = text.Length > 512 ? text[..512] : text,
            User = new UserIdentity { Name = text.Split(' ')[0] },
        });
    }
}
