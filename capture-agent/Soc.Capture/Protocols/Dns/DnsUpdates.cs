using System.Collections.Immutable;

namespace Soc.Capture.Protocols.Dns;

/// <summary>Prerequisites and changes of a dynamic update (RFC 2136, 2.4 and 2.5), as Zeek's dns.log writes them.</summary>
internal static class DnsUpdates
{
    public static ImmutableArray<DnsAnswer> Read(ReadOnlySpan<byte> message, int position, int prerequisites, int changes)
    {
        var texts = ImmutableArray.CreateBuilder<DnsAnswer>(Math.Min(prerequisites + changes, DnsRecords.MaxAnswers));
        for (var (i, chars) = (0, 0); i < prerequisites + changes && i < DnsRecords.MaxAnswers; i++)
        {
            if (!DnsRecordHead.TryRead(message, ref position, DnsVariant.Dns, questionName: null, out var head))
            {
                break;
            }

            var text = Of(message, head, isPrerequisite: i < prerequisites);
            chars += head.Name.Length + text.Length;
            if (chars > DnsRecords.MaxChars)
            {
                break;
            }

            texts.Add(new DnsAnswer(head.Name, head.Type, text, head.TtlSeconds));
        }

        return texts.DrainToImmutable();
    }

    /// <summary>What the class means: any, that something is there or all of it goes; none, that it is not there or this one goes.</summary>
    private static string Of(ReadOnlySpan<byte> message, in DnsRecordHead head, bool isPrerequisite)
    {
        Span<char> space = stackalloc char[BoundedText.MaxChars];
        var text = new BoundedText(space);
        var type = DnsCodes.Type(head.Type, DnsVariant.Dns);
        var isAnyType = head.Type == DnsCodes.AnyType;
        var hasValue = isPrerequisite ? head.Class is not (DnsCodes.NoneClass or DnsCodes.AnyClass) : head.Class != DnsCodes.AnyClass;
        text.Append(isPrerequisite ? "pre: " : head.Class is DnsCodes.NoneClass or DnsCodes.AnyClass ? "del: " : "add: ");
        text.Append((isPrerequisite, head.Class) switch
        {
            (true, DnsCodes.NoneClass) => isAnyType ? "NameNotInUse" : "NoRRSet ",
            (true, DnsCodes.AnyClass) => isAnyType ? "NameInUse" : "RRSet ",
            (true, _) => "RRSet ",
            (_, DnsCodes.AnyClass) => isAnyType ? "AllRRSets" : "RRSet ",
            _ => "",
        });
        text.Append(isAnyType ? "" : type);
        if (isPrerequisite || hasValue || isAnyType)
        {
            text.Append(" ");
            text.Append(head.Name);
        }

        if (hasValue)
        {
            text.Append(" ");
            text.Append(DnsRecordText.Of(message, head, DnsVariant.Dns));
        }

        return text.ToString();
    }
}
