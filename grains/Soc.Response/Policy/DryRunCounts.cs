using Soc.Model.Incidents;
using Soc.Model.Policies;
using Soc.Model.Response;

namespace Soc.Response.Policy;

/// <summary>What a set of rules would have done about many incidents.</summary>
public sealed class DryRunCounts
{
    private readonly Dictionary<string, int> _done = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _asked = new(StringComparer.Ordinal);
    private readonly int[] _told = new int[Enum.GetValues<EscalationDecision>().Length];

    /// <summary>Actions by name that would have been done without asking; at most as many names as there are actions.</summary>
    public IReadOnlyDictionary<string, int> Done => _done;

    /// <summary>Actions by name that a person would have been asked about.</summary>
    public IReadOnlyDictionary<string, int> Asked => _asked;

    /// <summary>Actions that are forbidden and that another rule would have done.</summary>
    public int Forbidden { get; private set; }

    /// <summary>Actions that a rule wanted and something held back: late, harmless, protected.</summary>
    public int HeldBack { get; private set; }

    /// <summary>Actions that rules on trial noted.</summary>
    public int Noted { get; private set; }

    /// <summary>Incidents of which the client would have heard in this way.</summary>
    public int Told(EscalationDecision decision) => _told[(int)decision];

    internal void Add(EngagementDecision decision)
    {
        _told[(int)decision.Tell]++;
        foreach (var step in decision.Steps)
        {
            if (step.Action == ContainmentAction.Unknown)
            {
                continue;
            }

            if (step.Shadow)
            {
                Noted += EngagementModes.MayAct(step.Mode) ? 1 : 0;
            }
            else if (EngagementModes.MayAct(step.Mode))
            {
                var counts = step.Acts ? _done : _asked;
                var name = ContainmentActions.NameOf(step.Action);
                counts[name] = counts.GetValueOrDefault(name) + 1;
            }
            else
            {
                Forbidden += step.Mode == EngagementMode.Forbid ? 1 : 0;
                HeldBack += EngagementModes.MayAct(step.Agreed) ? 1 : 0;
            }
        }
    }
}
