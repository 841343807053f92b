using System.Collections.Immutable;

namespace Soc.Detection.Correlation;

/// <summary>The words that a rule of engagement may use.</summary>
public static class EngagementWords
{
    public static readonly ImmutableArray<string> Actions = ["reset_connection", "block_address", "disable_user", "revoke_sessions", "isolate_device", "firewall_policy"];

    public static readonly ImmutableArray<string> Modes = ["forbid", "ask", "act_then_tell", "act_and_wake"];
}
