using System.Collections.Frozen;

namespace Soc.Detection.Correlation;

/// <summary>
/// Detectors that see an attack's own pattern rather than something unusual. A familiar place does not make these harmless, and
/// another finding's harmless reading does not explain them.
/// </summary>
public static class AttackPatterns
{
    private static readonly FrozenSet<string> Detectors = FrozenSet.ToFrozenSet(
        ["brute_force_success", "mfa_fatigue", "password_spray", "session_replay", "mfa_change_after_risk", "lateral_movement", "beacon", "dns_tunnel"],
        StringComparer.Ordinal);

    public static bool Contains(string detector) => Detectors.Contains(detector);
}
