using Soc.Parsing.Text;

namespace Soc.Parsing.Sources.Syslog;

/// <summary>Pieces of the sentences that host programs write.</summary>
internal static class LineText
{
    /// <summary>Drops a beginning; false when the text has another.</summary>
    public static bool TryDrop(scoped ref ReadOnlySpan<byte> text, ReadOnlySpan<byte> beginning)
    {
        if (!text.StartsWith(beginning))
        {
            return false;
        }

        text = text[beginning.Length..];
        return true;
    }

    /// <summary>Up to the next space.</summary>
    public static ReadOnlySpan<byte> Word(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOf((byte)' ');
        return end < 0 ? text : text[..end];
    }

    /// <summary>
    /// "NAME from ADDRESS port N": cut at the last " from ", since attackers put spaces and even " from " into the names they try.
    /// </summary>
    public static bool TryNameFrom(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> name, out string? ip, out int port)
    {
        var from = text.LastIndexOf(" from "u8);
        name = default;
        ip = null;
        port = 0;
        if (from < 0)
        {
            // An empty name leaves "from ADDRESS" only.
            if (!text.StartsWith("from "u8))
            {
                return false;
            }

            from = -1;
        }
        else
        {
            name = text[..from];
        }

        var rest = text[(from + " from ".Length)..];
        ReadAddress(rest, out ip, out port);
        return true;
    }

    /// <summary>"ADDRESS port N".</summary>
    public static void ReadAddress(ReadOnlySpan<byte> text, out string? ip, out int port)
    {
        var word = Word(text);
        ip = FieldText.Ip(word.TrimEnd(":,.;"u8));
        port = 0;
        var rest = text[word.Length..];
        if (TryDrop(ref rest, " port "u8))
        {
            port = FieldText.Port(Word(rest).TrimEnd(":,.;"u8));
        }
    }

    /// <summary>The value of " key=" up to the next space; empty when it is missing.</summary>
    public static ReadOnlySpan<byte> Value(ReadOnlySpan<byte> text, ReadOnlySpan<byte> spaceKeyEquals)
    {
        var found = text.IndexOf(spaceKeyEquals);
        return found < 0 ? default : Word(text[(found + spaceKeyEquals.Length)..]);
    }
}
