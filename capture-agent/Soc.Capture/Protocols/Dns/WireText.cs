namespace Soc.Capture.Protocols.Dns;

/// <summary>Strings of bytes from the wire, as <see cref="BoundedText"/> writes them.</summary>
internal static class WireText
{
    /// <param name="maxChars">At most <see cref="BoundedText.MaxChars"/>.</param>
    public static string Of(ReadOnlySpan<byte> bytes, int maxChars)
    {
        Span<char> space = stackalloc char[BoundedText.MaxChars];
        var text = new BoundedText(space[..maxChars]);
        text.AppendText(bytes);
        return text.ToString();
    }

    /// <param name="name">As <see cref="WireName"/> gives it.</param>
    public static string OfName(ReadOnlySpan<byte> name)
    {
        Span<char> space = stackalloc char[BoundedText.MaxChars];
        var text = new BoundedText(space);
        text.AppendName(name);
        return text.ToString();
    }
}
