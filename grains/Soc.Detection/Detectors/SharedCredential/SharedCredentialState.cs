using Orleans;

namespace Soc.Detection.Detectors.SharedCredential;

/// <summary>Cloud services that use a person's credential. Most users have none.</summary>
[GenerateSerializer, Alias("soc.state.shared_credential")]
public sealed class SharedCredentialState : DetectorState
{
    public const int MaxServices = 4;

    /// <summary>Most sign-ins of services waiting for one of the person.</summary>
    public const int MaxPending = 4;

    [Id(0)] public CloudUse[] Services { get; set; } = [];

    [Id(1)] public PendingSignIn[] Pending { get; set; } = [];
}
