using Soc.Enrichment.Ranges;
using Soc.GrainInterfaces.Clients;
using Soc.Model.Policies;

namespace Soc.Enrichment.Policies;

/// <summary>A policy with its zone resolved and its ranges ready to be searched.</summary>
/// <param name="Problems">What of it makes no sense, in sentences; it is left out.</param>
internal sealed record CompiledPolicy(ClientRules Rules, RangeTable<KnownEgress> Egress, IReadOnlyList<string> Problems)
{
    private const int MaxProblems = 5;

    public ClientPolicy Policy => Rules.Policy;

    public static CompiledPolicy Of(ClientPolicy policy)
    {
        var problems = new ProblemList(MaxProblems);
        var ranges = new List<(IpRange, KnownEgress)>();
        foreach (var egress in policy.KnownEgress)
        {
            if (!IpRange.TryParse(egress.Cidr, out var range) || range.IsTooBroad)
            {
                problems.Add($"Client {policy.Client}: known egress '{egress.Cidr}' ({egress.Name}) is no range that can be one's own; it is left out.");
                continue;
            }

            ranges.Add((range, egress));
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(policy.TimeZone, out var zone))
        {
            problems.Add($"Client {policy.Client}: time zone '{policy.TimeZone}' is not known here; UTC is used. Give an IANA name, and install tzdata where no zone is known.");
        }

        return new CompiledPolicy(new ClientRules(policy, zone ?? TimeZoneInfo.Utc), RangeTable<KnownEgress>.Build(ranges), problems.ToSentences());
    }
}
