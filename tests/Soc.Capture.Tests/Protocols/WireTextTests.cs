using System.Globalization;
using System.Text;
using CsCheck;
using Shouldly;
using Soc.Capture.Protocols;
using Soc.Capture.Protocols.Dns;
using Xunit;

namespace Soc.Capture.Tests.Protocols;

/// <summary>Texts are safe, bounded, and never two of one.</summary>
public sealed class WireTextTests
{
    private static readonly Gen<byte> Telling = Gen.OneOf(Gen.Byte, Gen.Int[0, 8].Select(i => @"\xX5cC0a."u8[i]));

    [Theory]
    [InlineData(@"\\server\share\x.txt", @"\\server\share\x.txt")]
    [InlineData(@"c:\x86\a", @"c:\x5cx86\a")]
    [InlineData(@"\X5C", @"\x5cX5C")]
    [InlineData(@"ends\", @"ends\")]
    [InlineData(@"ends\x5", @"ends\x5")]
    [InlineData("a\nb\u001b[2J", @"a\x0ab\x1b[2J")]
    public void Backslashes_stay_where_they_are_no_escape(string text, string expected)
    {
        var bytes = Encoding.ASCII.GetBytes(text);
        WireText.OfAscii(bytes, 100).ShouldBe(expected);
        WireText.OfUtf8(bytes, 100).ShouldBe(expected);
        WireText.OfUnicode(text, 100).ShouldBe(expected);
        WireText.OfUtf16(Encoding.Unicode.GetBytes(text), 100).ShouldBe(expected.Replace(@"\x5c", @"\x5c\x00", StringComparison.Ordinal).Replace(@"\x0a", @"\x0a\x00", StringComparison.Ordinal).Replace(@"\x1b", @"\x1b\x00", StringComparison.Ordinal));
        Span<char> space = stackalloc char[100];
        var built = new BoundedText(space);
        built.AppendText(bytes);
        built.ToString().ShouldBe(expected);
    }

    /// <summary>A letter of another script, a sign beyond 16 bits, the direction of reading, private use, the end of a line.</summary>
    [Theory]
    [InlineData("\u0436", "\u0436")]
    [InlineData("\U0001F600", "\U0001F600")]
    [InlineData("\u202E", @"\xe2\x80\xae")]
    [InlineData("\uE000", @"\xee\x80\x80")]
    [InlineData("\u2028", @"\xe2\x80\xa8")]
    [InlineData("\u0085", @"\xc2\x85")]
    public void Letters_stay_and_what_steers_is_escaped(string text, string expected)
    {
        WireText.OfUtf8(Encoding.UTF8.GetBytes(text), 100).ShouldBe(expected);
        WireText.OfUnicode(text, 100).ShouldBe(expected);
        WireText.OfUtf16(Encoding.Unicode.GetBytes(text), 100).ShouldBe(expected == text ? text : string.Concat(Encoding.Unicode.GetBytes(text).Select(b => string.Create(CultureInfo.InvariantCulture, $"\\x{b:x2}"))));
    }

    [Theory]
    [InlineData("ff41", @"\xffA")]
    [InlineData("e282", @"\xe2\x82")]
    [InlineData("c0af", @"\xc0\xaf")]
    public void Bytes_that_are_no_characters_are_escaped(string hex, string expected) => WireText.OfUtf8(Convert.FromHexString(hex), 100).ShouldBe(expected);

    [Theory]
    [InlineData(3, "ab")]
    [InlineData(5, "ab")]
    [InlineData(6, @"ab\x00")]
    [InlineData(7, @"ab\x00c")]
    public void Escapes_are_never_cut(int maxChars, string expected)
    {
        WireText.OfAscii("ab\0cd"u8, maxChars).ShouldBe(expected);
        WireText.OfUtf8("ab\0cd"u8, maxChars).ShouldBe(expected);
        WireText.OfUnicode("ab\0cd", maxChars).ShouldBe(expected);
    }

    /// <summary>Who undoes the escapes has the bytes again: so no two have one text.</summary>
    [Fact]
    public void Nothing_is_lost() =>
        Telling.Array[0, 40].Sample(
            bytes =>
            {
                var text = WireText.OfAscii(bytes, 400);
                text.ShouldAllBe(c => c >= ' ' && c <= '~');
                Undone(text).ShouldBe(bytes);
                Undone(WireText.OfUtf8(bytes, 400)).ShouldBe(bytes);
            },
            iter: 20_000,
            threads: 1);

    /// <summary>Names are lower case, and their dots are dots between labels.</summary>
    [Fact]
    public void Names_keep_their_labels_apart() =>
        Telling.Array[1, 20].Array[1, 4].Sample(
            labels =>
            {
                var lower = labels.Select(l => l.Select(b => b is >= (byte)'A' and <= (byte)'Z' ? (byte)(b | 0x20) : b).ToArray()).ToArray();
                var text = NameText.Of((byte[])[.. labels.SelectMany(l => (byte[])[(byte)l.Length, .. l])]);
                text.Split('.').Select(l => Convert.ToHexString(Undone(l))).ShouldBe(lower.Select(Convert.ToHexString));
            },
            iter: 10_000,
            threads: 1);

    private static byte[] Undone(string text)
    {
        var bytes = new List<byte>();
        for (var at = 0; at < text.Length;)
        {
            if (text[at] == '\\' && at + 3 < text.Length && text[at + 1] == 'x' && char.IsAsciiHexDigit(text[at + 2]) && char.IsAsciiHexDigit(text[at + 3]))
            {
                bytes.Add(byte.Parse(text.AsSpan(at + 2, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                at += 4;
                continue;
            }

            var end = at + (char.IsHighSurrogate(text[at]) ? 2 : 1);
            bytes.AddRange(Encoding.UTF8.GetBytes(text[at..end]));
            at = end;
        }

        return [.. bytes];
    }
}
