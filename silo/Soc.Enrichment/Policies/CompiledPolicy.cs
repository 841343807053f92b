using Soc.Enrichment.Ranges;
using Soc.Model.Policies;

namespace Soc.Enrichment.Policies;

/// <summary>A policy with its zone resolved and its ranges ready to be searched.</summary>
internal sealed record CompiledPolicy(ClientPolicy Policy, TimeZoneInfo Zone, RangeTable<KnownEgress> Egress)
{
    public static CompiledPolicy Of(ClientPolicy policy)
    {
        var ranges = new List<(IpRange, KnownEgress)>();
        foreach (var egress in policy.KnownEgress)
        {
            if (IpRange.TryParse(egress.Cidr, out var range))
            {
                ranges.Add((range, egress));
            }
        }

        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(policy.TimeZone, out var found) ? found : TimeZoneInfo.Utc;
        return new CompiledPolicy(policy, zone, RangeTable<KnownEgress>.Build(ranges));
    }
}
