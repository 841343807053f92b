namespace Soc.Capture.Protocols.Smb;

/// <summary>A share that the client is connected to.</summary>
internal sealed record SmbConnectedTree(string Path, SmbShareType ShareType);
