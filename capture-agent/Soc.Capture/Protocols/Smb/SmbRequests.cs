using Soc.Capture.Protocols.Kerberos;
using Soc.Capture.Protocols.Ntlm;

namespace Soc.Capture.Protocols.Smb;

/// <summary>Requests: what is kept of them until their answers come.</summary>
internal sealed class SmbRequests(SmbState state)
{
    private const uint DeleteOnClose = 0x1000;
    private const uint DirectoryOption = 1;
    private const byte FileInfo = 1;
    private const byte RenameInfo = 10;
    private const byte DispositionInfo = 13;
    private const byte DispositionInfoEx = 64;

    // Of the compound that is being read.
    private ulong _session;
    private uint _tree;
    private ulong? _opening;

    public void Read(in SmbHeader header, ReadOnlySpan<byte> message, long atNs)
    {
        if (!header.IsRelated)
        {
            (_session, _tree, _opening) = (header.SessionId, header.TreeId, null);
        }

        var reader = new ByteReader(message);
        reader.Skip(SmbHeader.Bytes);
        var waiting = header.Command switch
        {
            SmbCommand.SessionSetup => SessionSetup(message, reader, atNs),
            SmbCommand.TreeConnect => TreeConnect(message, reader, atNs),
            SmbCommand.Create => Create(message, reader, atNs),
            SmbCommand.Close => OnFile(SmbCommand.Close, reader, 8, atNs),
            SmbCommand.Read => OnFile(SmbCommand.Read, reader, 16, atNs),
            SmbCommand.Write => OnFile(SmbCommand.Write, reader, 16, atNs),
            SmbCommand.SetInfo => SetInfo(message, reader, atNs),
            SmbCommand.TreeDisconnect or SmbCommand.Logoff => Ask(header.Command, atNs),
            _ => null,
        };
        if (waiting is null)
        {
            return;
        }

        state.Done(state.Waiting.Put(header.MessageId, waiting));
        if (header.Command == SmbCommand.Create)
        {
            _opening = header.MessageId;
        }
    }

    /// <summary>For another connection.</summary>
    public void Reset() => (_session, _tree, _opening) = (0, 0, null);

    /// <summary>MS-SMB2 2.2.5. A first token has no session: the answer gives one.</summary>
    private SmbWaiting SessionSetup(ReadOnlySpan<byte> message, ByteReader reader, long atNs)
    {
        reader.Skip(12);
        var token = At(message, reader.U16Little(), reader.U16Little());
        if (_session == 0 || !state.Logons.TryGet(_session, out var logon))
        {
            logon = new SmbLogon();
        }

        if (logon.Ntlm.Read(token, atNs) == NtlmMessageKind.None)
        {
            logon.KerberosService = KerberosTicket.Find(token)?.Service ?? logon.KerberosService;
        }

        var waiting = Ask(SmbCommand.SessionSetup, atNs);
        waiting.Logon = logon;
        return waiting;
    }

    /// <summary>MS-SMB2 2.2.9.</summary>
    private SmbWaiting TreeConnect(ReadOnlySpan<byte> message, ByteReader reader, long atNs)
    {
        reader.Skip(4);
        var waiting = Ask(SmbCommand.TreeConnect, atNs);
        waiting.Text = WireText.OfUtf16(At(message, reader.U16Little(), reader.U16Little()), SmbLimits.MaxPathChars);
        return waiting;
    }

    /// <summary>MS-SMB2 2.2.13.</summary>
    private SmbWaiting Create(ReadOnlySpan<byte> message, ByteReader reader, long atNs)
    {
        reader.Skip(24);
        var access = reader.U32Little();
        reader.Skip(8);
        var disposition = reader.U32Little();
        var options = reader.U32Little();
        var name = WireText.OfUtf16(At(message, reader.U16Little(), reader.U16Little()), SmbLimits.MaxPathChars);
        var tree = state.TreeOf(_session, _tree);
        var waiting = Ask(SmbCommand.Create, atNs);
        waiting.Opening = new SmbOpenFile(atNs)
        {
            User = state.UserOf(_session),
            SharePath = tree?.Path ?? "",
            ShareType = tree?.ShareType ?? SmbShareType.Unknown,
            Name = name,
            IsOpeningSeen = true,
            Disposition = disposition < (uint)SmbDisposition.Unknown ? (SmbDisposition)disposition : SmbDisposition.Unknown,
            DesiredAccess = access,
            IsDirectory = (options & DirectoryOption) != 0,
            IsDeleted = (options & DeleteOnClose) != 0,
        };
        return waiting;
    }

    /// <summary>MS-SMB2 2.2.39; MS-FSCC 2.4.42, 2.4.11, 2.4.12.</summary>
    private SmbWaiting? SetInfo(ReadOnlySpan<byte> message, ByteReader reader, long atNs)
    {
        reader.Skip(2);
        var (type, kind, length, offset) = (reader.U8(), reader.U8(), reader.U32Little(), reader.U16Little());
        if (type != FileInfo || kind is not (RenameInfo or DispositionInfo or DispositionInfoEx))
        {
            return null;
        }

        var info = new ByteReader(At(message, offset, (int)Math.Min(length, SmbLimits.MaxMessageBytes)));
        var name = "";
        bool? deletes = null;
        if (kind == RenameInfo)
        {
            info.Skip(16);
            name = WireText.OfUtf16(info.Take((int)Math.Min(info.U32Little(), SmbLimits.MaxMessageBytes)), SmbLimits.MaxPathChars);
        }
        else
        {
            deletes = (info.U8() & 1) != 0;
        }

        reader.Skip(6);
        return OnFile(SmbCommand.SetInfo, reader, 0, atNs, name, deletes);
    }

    /// <param name="before">Bytes before the file's id.</param>
    private SmbWaiting OnFile(SmbCommand command, ByteReader reader, int before, long atNs, string text = "", bool? deletes = null)
    {
        reader.Skip(before);
        var file = SmbFileId.Read(ref reader);
        var waiting = Ask(command, atNs);
        (waiting.File, waiting.OpenedBy, waiting.Text, waiting.Deletes) = (file, file.IsOfCompound ? _opening : null, text, deletes);
        return waiting;
    }

    private SmbWaiting Ask(SmbCommand command, long atNs)
    {
        var waiting = state.Ask(command, atNs);
        (waiting.SessionId, waiting.TreeId) = (_session, _tree);
        return waiting;
    }

    /// <returns>Nothing when it lies outside; what was captured of it when it is cut.</returns>
    internal static ReadOnlySpan<byte> At(ReadOnlySpan<byte> message, int offset, int length) =>
        offset < SmbHeader.Bytes || offset > message.Length ? [] : message.Slice(offset, Math.Min(length, message.Length - offset));
}
