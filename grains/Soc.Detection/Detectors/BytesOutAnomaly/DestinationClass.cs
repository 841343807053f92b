namespace Soc.Detection.Detectors.BytesOutAnomaly;

/// <summary>What kind of destination bytes go to; each has a baseline of its own.</summary>
internal enum DestinationClass
{
    /// <summary>A cloud that the client says it uses.</summary>
    Sanctioned = 0,

    /// <summary>A cloud that takes files from anybody, and that the client did not name.</summary>
    OtherCloud = 1,

    Elsewhere = 2,
}
