namespace Soc.Capture.Protocols.Smb;

/// <summary>Commands that are read (MS-SMB2 2.2.1.2); all others are passed over.</summary>
internal enum SmbCommand : ushort
{
    Negotiate = 0,
    SessionSetup = 1,
    Logoff = 2,
    TreeConnect = 3,
    TreeDisconnect = 4,
    Create = 5,
    Close = 6,
    Read = 8,
    Write = 9,
    SetInfo = 17,
}
