namespace Soc.Capture.Protocols.Dns;

/// <summary>Names of domains as text: labels, lower case, with dots between; a dot or a space within a label is escaped. The root is ".".</summary>
internal static class NameText
{
    /// <param name="name">As <see cref="WireName"/> gives it.</param>
    public static string Of(ReadOnlySpan<byte> name)
    {
        Span<char> space = stackalloc char[BoundedText.MaxChars];
        var text = new BoundedText(space);
        Append(ref text, name);
        return text.ToString();
    }

    /// <param name="name">As <see cref="WireName"/> gives it.</param>
    public static void Append(ref BoundedText text, scoped ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty)
        {
            text.Append(".");
        }

        for (var isFirst = true; !name.IsEmpty; isFirst = false)
        {
            if (!isFirst)
            {
                text.Append(".");
            }

            for (var label = name.Slice(1, name[0]); !label.IsEmpty; label = label[1..])
            {
                var lower = label[0] is >= (byte)'A' and <= (byte)'Z' ? (byte)(label[0] | 0x20) : label[0];
                if (!text.AppendByte(lower, lower is (byte)' ' or (byte)'.' || !WireText.IsPlain(label)))
                {
                    return;
                }
            }

            name = name[(1 + name[0])..];
        }
    }
}
