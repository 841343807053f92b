using Soc.Model.Policies;

namespace Soc.Gateway.Endpoints;

/// <summary>Scores, 0–100, from which an incident is put in the digest, notified, or wakes somebody; what is left out gets its default.</summary>
public sealed record ThresholdsDto(double? Digest, double? Notify, double? Wake)
{
    public EscalationThresholds Over(EscalationThresholds defaults)
    {
        ArgumentNullException.ThrowIfNull(defaults);
        return new(Digest ?? defaults.Digest, Notify ?? defaults.Notify, Wake ?? defaults.Wake);
    }
}
