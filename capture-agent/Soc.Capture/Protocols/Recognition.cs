namespace Soc.Capture.Protocols;

/// <summary>Whether bytes are of a protocol.</summary>
public enum Recognition
{
    No,

    /// <summary>Too few to tell.</summary>
    Unsure,
    Yes,
}
