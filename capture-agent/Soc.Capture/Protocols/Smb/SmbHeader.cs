using System.Runtime.InteropServices;

namespace Soc.Capture.Protocols.Smb;

/// <summary>The head of every SMB 2 message (MS-SMB2 2.2.1).</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SmbHeader(SmbCommand Command, uint Status, uint Flags, uint NextCommand, ulong MessageId, uint TreeId, ulong SessionId)
{
    public const int Bytes = 64;
    private const uint AnswerFlag = 1;
    private const uint AsyncFlag = 2;
    private const uint RelatedFlag = 4;

    public bool IsAnswer => (Flags & AnswerFlag) != 0;

    /// <summary>Session, tree and file are those of the message before it.</summary>
    public bool IsRelated => (Flags & RelatedFlag) != 0;

    /// <param name="data">At least as many bytes as a head has.</param>
    public static bool TryRead(ReadOnlySpan<byte> data, out SmbHeader header)
    {
        var reader = new ByteReader(data);
        reader.Skip(4);
        var isHead = reader.U16Little() == Bytes;
        reader.Skip(2);
        var status = reader.U32Little();
        var command = (SmbCommand)reader.U16Little();
        reader.Skip(2);
        var flags = reader.U32Little();
        var next = reader.U32Little();
        var message = reader.U64Little();
        reader.Skip(4);
        var tree = reader.U32Little();
        var session = reader.U64Little();
        header = new SmbHeader(command, status, flags, next, message, (flags & AsyncFlag) != 0 ? 0 : tree, session);
        return isHead && !reader.IsBroken;
    }

    /// <summary>Bytes of the message that are looked at; the rest is payload.</summary>
    public int NeededBytes => Command switch
    {
        SmbCommand.Read => Bytes + (IsAnswer ? 16 : 48),
        SmbCommand.Write => Bytes + (IsAnswer ? 16 : 48),
        SmbCommand.Negotiate or SmbCommand.SessionSetup or SmbCommand.TreeConnect or SmbCommand.Create or SmbCommand.Close or SmbCommand.SetInfo
            => SmbLimits.MaxMessageBytes,
        _ => Bytes,
    };
}
