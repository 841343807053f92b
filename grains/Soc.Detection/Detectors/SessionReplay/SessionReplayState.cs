using Orleans;

namespace Soc.Detection.Detectors.SessionReplay;

/// <summary>Memory of session_replay for a user: his sessions of late.</summary>
[GenerateSerializer, Alias("soc.state.session_replay")]
public sealed class SessionReplayState : DetectorState
{
    public const int MaxSessions = 8;

    /// <summary>In no order; the one not heard of for longest makes room.</summary>
    [Id(0)] public KnownSession[] Sessions { get; set; } = [];

    /// <summary>Origins that sessions refer to; never more than sessions.</summary>
    [Id(1)] public SessionOrigin[] Origins { get; set; } = [];
}
