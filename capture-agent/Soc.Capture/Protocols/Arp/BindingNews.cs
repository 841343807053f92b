namespace Soc.Capture.Protocols.Arp;

/// <summary>What a binding tells that was not known.</summary>
public enum BindingNews : byte
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The address was not known, or was forgotten.</summary>
    New,

    /// <summary>Another station had the address.</summary>
    Changed,
}
