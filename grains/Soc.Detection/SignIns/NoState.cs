namespace Soc.Detection.SignIns;

/// <summary>For detectors that need nothing but what all of a user share; never made.</summary>
[Orleans.GenerateSerializer, Orleans.Alias("soc.state.none")]
public sealed class NoState : DetectorState;
