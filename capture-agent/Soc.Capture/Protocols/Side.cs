namespace Soc.Capture.Protocols;

/// <summary>Which end of a flow sent it.</summary>
public enum Side : byte
{
    /// <summary>Who began the flow.</summary>
    Originator,

    Responder,
}
