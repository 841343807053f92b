using Orleans;

namespace Soc.Detection.Detectors.SessionReplay;

/// <summary>Memory of session_replay for a user: his sessions of late.</summary>
[GenerateSerializer, Alias("soc.state.session_replay")]
public sealed class SessionReplayState : DetectorState
{
    public const int MaxSessions = 16;

    /// <summary>In no order; the one not seen for longest makes room.</summary>
    [Id(0)] public SeenSession[] Sessions { get; set; } = [];
}
