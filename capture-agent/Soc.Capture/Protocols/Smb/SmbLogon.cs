using Soc.Capture.Protocols.Ntlm;

namespace Soc.Capture.Protocols.Smb;

/// <summary>What is known of a session.</summary>
internal sealed class SmbLogon
{
    public NtlmDialogue Ntlm { get; } = new();

    public string User { get; set; } = "";

    public string KerberosService { get; set; } = "";
}
