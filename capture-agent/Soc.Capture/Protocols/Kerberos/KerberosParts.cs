using System.Globalization;
using System.Text;

namespace Soc.Capture.Protocols.Kerberos;

/// <summary>Parts that several messages have (RFC 4120, 5.2).</summary>
internal static class KerberosParts
{
    public static string Text(ReadOnlySpan<byte> bytes) => WireText.OfUtf8(DerReader.Value(bytes, Der.GeneralString), KerberosLimits.MaxNameChars);

    /// <summary>5.2.2: a type, and strings.</summary>
    public static string Name(ReadOnlySpan<byte> bytes)
    {
        var members = new DerReader(DerReader.Value(bytes, Der.Sequence));
        while (members.TryNext(out var tag, out var value))
        {
            // There is one list; who sends many would have each of them joined to what there is.
            if (Der.MemberOf(tag) == 1)
            {
                return Parts(DerReader.Value(value, Der.Sequence));
            }
        }

        return "";
    }

    private static string Parts(ReadOnlySpan<byte> list)
    {
        var parts = new DerReader(list);
        var name = "";
        for (var i = 0; i < KerberosLimits.MaxNameParts && name.Length < KerberosLimits.MaxNameChars && parts.TryNext(out var type, out var part); i++)
        {
            if (type == Der.GeneralString)
            {
                name += (i > 0 ? "/" : "") + WireText.OfUtf8(part, Math.Max(KerberosLimits.MaxNameChars - name.Length - 1, 0));
            }
        }

        return name;
    }

    /// <summary>5.2.3: "20150119224930Z" and nothing else.</summary>
    /// <returns>Nanoseconds since 1970; 0 when it is not said, or not within them.</returns>
    public static long TimeNs(ReadOnlySpan<byte> bytes)
    {
        var value = DerReader.Value(bytes, Der.GeneralizedTime);
        Span<char> text = stackalloc char[15];
        if (value.Length != text.Length || Encoding.ASCII.GetChars(value, text) != text.Length
            || !DateTime.TryParseExact(text, "yyyyMMddHHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
        {
            return 0;
        }

        var ticks = (time - DateTime.UnixEpoch).Ticks;
        return ticks is > 0 and <= long.MaxValue / 100 ? ticks * 100 : 0;
    }

    /// <summary>5.2.9, etype.</summary>
    public static int EncryptionType(ReadOnlySpan<byte> bytes)
    {
        var members = new DerReader(DerReader.Value(bytes, Der.Sequence));
        return members.TryNext(out var tag, out var value) && Der.MemberOf(tag) == 0 ? DerReader.Integer(value) : 0;
    }

    /// <summary>5.3: of a ticket what is in clear.</summary>
    public static KerberosTicket? Ticket(ReadOnlySpan<byte> bytes)
    {
        var members = new DerReader(DerReader.Value(DerReader.Value(bytes, Der.Application(1)), Der.Sequence));
        if (members.IsEnd)
        {
            return null;
        }

        var (realm, service, type) = ("", "", 0);
        while (members.TryNext(out var tag, out var value))
        {
            switch (Der.MemberOf(tag))
            {
                case 1:
                    realm = Text(value);
                    break;
                case 2:
                    service = Name(value);
                    break;
                case 3:
                    type = EncryptionType(value);
                    break;
                default:
                    break;
            }
        }

        return new KerberosTicket(realm, service, type);
    }
}
