using System.Runtime.InteropServices;

namespace Soc.Capture.Protocols.Smb;

/// <summary>By what a server knows an open file (MS-SMB2 2.2.14.1).</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SmbFileId(ulong Persistent, ulong Volatile)
{
    /// <summary>In a compound: the file that the message before it opened.</summary>
    public bool IsOfCompound => Persistent == ulong.MaxValue && Volatile == ulong.MaxValue;

    public static SmbFileId Read(ref ByteReader reader)
    {
        var persistent = reader.U64Little();
        return new SmbFileId(persistent, reader.U64Little());
    }
}
