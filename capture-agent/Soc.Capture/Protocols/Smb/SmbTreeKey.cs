using System.Runtime.InteropServices;

namespace Soc.Capture.Protocols.Smb;

/// <summary>Trees are numbered within a session.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SmbTreeKey(ulong SessionId, uint TreeId);
