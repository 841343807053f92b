namespace Soc.Capture.Protocols.Smb;

/// <summary>Answers: what the requests came to.</summary>
internal sealed class SmbAnswers(SmbState state)
{
    private const uint EncryptShare = 0x8000;
    private const ushort GuestFlag = 1;
    private const ushort AnonymousFlag = 2;
    private const ushort EncryptFlag = 4;

    public void Read(in SmbHeader header, ReadOnlySpan<byte> message, long atNs, IProtocolSink sink)
    {
        if (header.Status == SmbStatus.Pending)
        {
            // The answer proper comes later.
            return;
        }

        var reader = new ByteReader(message);
        reader.Skip(SmbHeader.Bytes + 2);
        if (header.Command == SmbCommand.Negotiate)
        {
            reader.Skip(2);
            state.Dialect = DialectOf(reader.U16Little()) ?? state.Dialect;
            return;
        }

        if (!state.Waiting.TryRemove(header.MessageId, out var waiting))
        {
            return;
        }

        if (waiting.Command == header.Command)
        {
            Take(header, message, reader, waiting, atNs, sink);
        }

        state.Done(waiting);
    }

    private void Take(in SmbHeader header, ReadOnlySpan<byte> message, ByteReader reader, SmbWaiting waiting, long atNs, IProtocolSink sink)
    {
        switch (header.Command)
        {
            case SmbCommand.SessionSetup:
                SessionSetup(header, message, reader, waiting, atNs, sink);
                break;
            case SmbCommand.TreeConnect:
                TreeConnect(header, reader, waiting, sink);
                break;
            case SmbCommand.TreeDisconnect:
                state.Trees.TryRemove(new SmbTreeKey(waiting.SessionId, waiting.TreeId), out _);
                break;
            case SmbCommand.Logoff:
                state.Logons.TryRemove(waiting.SessionId, out _);
                break;
            case SmbCommand.Create:
                Create(header, reader, waiting, atNs, sink);
                break;
            default:
                if (!SmbStatus.IsError(header.Status))
                {
                    OnFile(header.Command, reader, waiting, atNs, sink);
                }

                break;
        }
    }

    /// <summary>MS-SMB2 2.2.4, DialectRevision. 0x02FF only asks to negotiate again.</summary>
    private static string? DialectOf(ushort revision) => revision switch
    {
        0x0202 => "2.0.2",
        0x0210 => "2.1",
        0x0300 => "3.0",
        0x0302 => "3.0.2",
        0x0311 => "3.1.1",
        _ => null,
    };

    /// <summary>MS-SMB2 2.2.6.</summary>
    private void SessionSetup(in SmbHeader header, ReadOnlySpan<byte> message, ByteReader reader, SmbWaiting waiting, long atNs, IProtocolSink sink)
    {
        if (waiting.Logon is not { } logon)
        {
            return;
        }

        var flags = reader.U16Little();
        if (header.Status == SmbStatus.MoreProcessing)
        {
            logon.Ntlm.Read(SmbRequests.At(message, reader.U16Little(), reader.U16Little()), atNs);
            state.Logons.Put(header.SessionId, logon);
            return;
        }

        var isError = SmbStatus.IsError(header.Status);
        var ntlm = logon.Ntlm.Take(!isError);
        if (ntlm is not null)
        {
            sink.Take(ntlm);
        }

        var user = ntlm is not { UserName.Length: > 0 } ? "" : ntlm.DomainName.Length > 0 ? $@"{ntlm.DomainName}\{ntlm.UserName}" : ntlm.UserName;
        if (isError)
        {
            state.Logons.TryRemove(header.SessionId, out _);
        }
        else
        {
            logon.User = user.Length > 0 ? user : logon.User;
            state.Logons.Put(header.SessionId, logon);
        }

        sink.Take(new SmbSession
        {
            AtNs = waiting.AtNs,
            Dialect = state.Dialect,
            SessionId = header.SessionId,
            User = user,
            HostName = ntlm?.HostName ?? "",
            KerberosService = logon.KerberosService,
            IsGuest = !isError && (flags & GuestFlag) != 0,
            IsAnonymous = !isError && ((flags & AnonymousFlag) != 0 || ntlm is { IsAnonymous: true }),
            IsEncrypted = !isError && (flags & EncryptFlag) != 0,
            Status = header.Status,
            StatusName = SmbStatus.NameOf(header.Status),
        });
    }

    /// <summary>MS-SMB2 2.2.10.</summary>
    private void TreeConnect(in SmbHeader header, ByteReader reader, SmbWaiting waiting, IProtocolSink sink)
    {
        var (isError, type) = (SmbStatus.IsError(header.Status), reader.U8());
        reader.Skip(1);
        var flags = reader.U32Little();
        var shareType = isError || reader.IsBroken || type > (byte)SmbShareType.Print ? SmbShareType.Unknown : (SmbShareType)type;
        if (!isError)
        {
            state.Trees.Put(new SmbTreeKey(header.SessionId, header.TreeId), new SmbConnectedTree(waiting.Text, shareType));
        }

        sink.Take(new SmbTree
        {
            AtNs = waiting.AtNs,
            User = state.UserOf(header.SessionId),
            Path = waiting.Text,
            ShareType = shareType,
            IsEncrypted = !isError && (flags & EncryptShare) != 0,
            Status = header.Status,
            StatusName = SmbStatus.NameOf(header.Status),
        });
    }

    private void Create(in SmbHeader header, ByteReader reader, SmbWaiting waiting, long atNs, IProtocolSink sink)
    {
        if (waiting.Opening is not { } opening)
        {
            return;
        }

        // A link that leads elsewhere is an answer of another form: nothing is open then.
        if (header.Status != 0)
        {
            opening.Tell(header.Status, isClosed: false, atNs, sink);
            return;
        }

        reader.Skip(2);
        var file = opening.Opened(ref reader);
        state.Files.Put(file, opening)?.Tell(0, isClosed: false, atNs, sink);
        foreach (var other in state.Waiting.Values)
        {
            if (other.OpenedBy == header.MessageId)
            {
                (other.File, other.OpenedBy) = (file, null);
            }
        }
    }

    private void OnFile(SmbCommand command, ByteReader reader, SmbWaiting waiting, long atNs, IProtocolSink sink)
    {
        if (waiting.File.IsOfCompound)
        {
            return;
        }

        if (!state.Files.TryGet(waiting.File, out var file))
        {
            file = new SmbOpenFile(waiting.AtNs)
            {
                User = state.UserOf(waiting.SessionId),
                SharePath = state.TreeOf(waiting.SessionId, waiting.TreeId)?.Path ?? "",
                ShareType = state.TreeOf(waiting.SessionId, waiting.TreeId)?.ShareType ?? SmbShareType.Unknown,
            };
            if (command != SmbCommand.Close)
            {
                state.Files.Put(waiting.File, file)?.Tell(0, isClosed: false, atNs, sink);
            }
        }

        switch (command)
        {
            case SmbCommand.Close:
                state.Files.TryRemove(waiting.File, out _);
                file.Tell(0, isClosed: true, atNs, sink);
                break;
            case SmbCommand.Read:
                reader.Skip(2);
                file.ReadBytes += reader.U32Little();
                file.Reads++;
                break;
            case SmbCommand.Write:
                reader.Skip(2);
                file.WrittenBytes += reader.U32Little();
                file.Writes++;
                break;
            case SmbCommand.SetInfo:
                file.IsDeleted = waiting.Deletes ?? file.IsDeleted;
                file.NewName = waiting.Text.Length > 0 ? waiting.Text : file.NewName;
                break;
            default:
                break;
        }
    }
}
