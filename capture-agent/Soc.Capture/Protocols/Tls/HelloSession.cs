using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Soc.Capture.Protocols.Tls;

/// <summary>A hello's session, kept without an object: both hellos have it in one place (RFC 5246 sections 7.4.1.2 and 7.4.1.3).</summary>
[StructLayout(LayoutKind.Auto)]
internal struct HelloSession
{
    public const int MaxBytes = 32;

    private const int VersionAndRandomBytes = 2 + 32;

    private Id _id;
    private int _length;

    /// <param name="hello">The message after its four bytes of type and length.</param>
    public static ReadOnlySpan<byte> Of(ReadOnlySpan<byte> hello)
    {
        var reader = new ByteReader(hello);
        reader.Skip(VersionAndRandomBytes);
        var session = reader.Take(reader.U8());
        return reader.IsBroken || session.Length > MaxBytes ? [] : session;
    }

    public void Keep(ReadOnlySpan<byte> session)
    {
        session.CopyTo(_id);
        _length = session.Length;
    }

    /// <summary>It is this one; nothing is none.</summary>
    public readonly bool Is(ReadOnlySpan<byte> session) => session.Length > 0 && session.SequenceEqual(((ReadOnlySpan<byte>)_id)[.._length]);

    [InlineArray(MaxBytes)]
    private struct Id
    {
        private byte _first;
    }
}
