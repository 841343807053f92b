using Soc.Model.Entities;
using Soc.Model.Policies;
using Soc.Model.Response;

namespace Soc.Response.Policy;

/// <summary>Finds rules that win nowhere: every score, class and hour that rules of the policy tell apart is tried.</summary>
internal static class NeverWinning
{
    /// <summary>Rules looked at in all, so that no policy takes long; beyond it no rule is blamed.</summary>
    private const int MaxLooks = 4_000_000;

    private static readonly AssetClass[] AllClasses = [AssetClass.None, .. AssetClasses.Names.Select(n => AssetClasses.TryParse(n, out var c) ? c : AssetClass.None)];

    public static IEnumerable<CompiledRule> Of(ClientPolicy policy, CompiledRule[] rules)
    {
        var classifier = new AssetClassifier(policy.Engagement);
        AssetClass[] classes = [.. AllClasses.Where(c => c == AssetClass.None || classifier.IsUsed(c))];
        RuleClock[] clocks = [.. RuleClock.All(policy, rules.Select(r => r.Rule.Hours))];
        // Between two of these no band begins or ends.
        double[] scores = [.. rules.SelectMany(r => new[] { r.Rule.MinScore, r.Rule.MaxScore }).Append(0).Distinct().Order()];
        var looks = 0;
        foreach (var rule in rules)
        {
            if (!WinsSomewhere(rule, rules, classes, clocks, scores, ref looks) && looks < MaxLooks)
            {
                yield return rule;
            }
        }
    }

    private static bool WinsSomewhere(CompiledRule rule, CompiledRule[] rules, AssetClass[] classes, RuleClock[] clocks, double[] scores, ref int looks)
    {
        var rivals = Array.FindAll(rules, r => r != rule && (!r.Rule.Shadow || rule.Rule.Shadow) && r.OrderTo(rule) < 0);
        foreach (var (kind, own, companion) in Targets(rule, classes))
        {
            var here = Array.FindAll(rivals, r => r.Covers(kind, own, companion) && Speaks(r, rule, kind));
            if (!rule.Covers(kind, own, companion))
            {
                continue;
            }

            foreach (var score in scores)
            {
                if (!rule.Meets(score))
                {
                    continue;
                }

                foreach (var clock in clocks)
                {
                    looks += here.Length + 1;
                    if (looks >= MaxLooks || (clock.Is(rule.Rule.Hours) && !Array.Exists(here, r => r.Meets(score) && clock.Is(r.Rule.Hours))))
                    {
                        return true;
                    }
                }
            }
        }

        return false;
    }

    /// <summary>A rival speaks about the same thing as the rule, wherever it goes before it.</summary>
    private static bool Speaks(CompiledRule rival, CompiledRule rule, EntityKind kind)
    {
        if (rule.IsTelling)
        {
            return rival.IsTelling;
        }

        return rule.ForbidsAll
            ? rival.ForbidsAll
            : rival.IsAbout(rule.Action) && ActionTraits.Fits(rule.Action, kind);
    }

    private static IEnumerable<(EntityKind Kind, AssetClass Own, AssetClass[] Companion)> Targets(CompiledRule rule, AssetClass[] classes)
    {
        foreach (var kind in Enum.GetValues<EntityKind>())
        {
            if (rule.Rule.Action is not null && !ActionTraits.Fits(rule.Action, kind))
            {
                continue;
            }

            var ofKind = Array.FindAll(classes, c => c != AssetClass.None && AssetClasses.KindOf(c) == kind);
            foreach (var own in ofKind.Length == 0 ? [AssetClass.None] : ofKind)
            {
                foreach (var companion in classes)
                {
                    yield return (kind, own, companion == AssetClass.None ? [] : [companion]);
                }
            }
        }
    }
}
