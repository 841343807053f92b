using System.Runtime.InteropServices;
using Soc.Model.Policies;

namespace Soc.Response.Policy;

/// <summary>What holds a rule back.</summary>
/// <param name="Most">The most that is left of what the rule says.</param>
/// <param name="Why">A sentence without its full stop, to follow "but".</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Brake(EngagementMode Most, string Why)
{
    /// <summary>What is left of what a rule says; what is forbidden stays so.</summary>
    public EngagementMode Hold(EngagementMode agreed) => agreed == EngagementMode.Forbid || agreed < Most ? agreed : Most;
}
