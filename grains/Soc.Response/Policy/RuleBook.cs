using System.Globalization;
using Soc.Model.Entities;
using Soc.Model.Incidents;
using Soc.Model.Policies;
using Soc.Model.Response;
using Soc.Response.GuardRails;

namespace Soc.Response.Policy;

/// <summary>A policy's rules, read once, to decide many incidents by.</summary>
internal sealed class RuleBook
{
    private readonly ClientPolicy _policy;
    private readonly CompiledRule[] _rules;
    private readonly AssetClassifier _classes;
    private readonly ProtectedAssets _protected;

    public RuleBook(ClientPolicy policy, TimeZoneInfo zone)
    {
        (_policy, Zone) = (policy, zone);
        _rules = CompiledRule.Of(policy.RulesOfEngagement);
        _classes = new AssetClassifier(policy.Engagement);
        _protected = new ProtectedAssets(policy.ProtectedAssets);
    }

    /// <summary>The client's, whose hours are the rules' hours.</summary>
    public TimeZoneInfo Zone { get; }

    public EngagementDecision Decide(Incident incident, long nowMs)
    {
        var facts = new IncidentFacts(_policy, _protected, incident, nowMs);
        var clock = new RuleClock(_policy, Zone, nowMs);
        var steps = new List<EngagementStep>(incident.Entities.Length);

        // Each entity may be met by each other: its class is looked up once.
        var classes = new Dictionary<EntityKey, AssetClass>();
        foreach (var entity in incident.Entities)
        {
            Decide(entity, facts, clock, ClassOf, steps);
        }

        var (tell, why) = TellRules.Decide(_policy, incident, facts, steps);
        return new EngagementDecision
        {
            Client = _policy.Client,
            IncidentId = incident.Id,
            PolicyVersion = _policy.Version,
            Steps = [.. steps],
            Tell = tell,
            TellWhy = why,
        };

        AssetClass ClassOf(EntityKey entity) =>
            classes.TryGetValue(entity, out var known) ? known : classes[entity] = _classes.Of(entity);
    }

    private void Decide(EntityKey entity, IncidentFacts facts, RuleClock clock, Func<EntityKey, AssetClass> classOf, List<EngagementStep> steps)
    {
        var before = steps.Count;
        var score = facts.ScoreFor(entity);
        var assetClass = classOf(entity);
        var companions = facts.CompanionsOf(entity).Select(classOf).Where(c => c != AssetClass.None).ToHashSet();
        var matching = Array.FindAll(_rules, r => r.Meets(score) && clock.Is(r.Rule.Hours) && r.Covers(entity.Kind, assetClass, companions));
        var seen = new Seen(entity, assetClass, score, clock);
        var brake = facts.Of(entity);
        foreach (var action in ActionTraits.InOrder)
        {
            if (ActionTraits.Fits(action, entity.Kind))
            {
                Choose(matching, r => r.IsAbout(action), r => steps.Add(StepOf(r, action, seen, brake ?? facts.Of(entity, action))));
            }
        }

        Choose(matching, r => r.IsTelling, r => steps.Add(StepOf(r, ContainmentAction.Unknown, seen, facts.OfIncident)));
        if (steps.Count == before)
        {
            steps.Add(Nothing(seen, matching));
        }
    }

    /// <summary>The rule that wins, and one on trial that would have won over it.</summary>
    private static void Choose(CompiledRule[] matching, Predicate<CompiledRule> isAbout, Action<CompiledRule> take)
    {
        var candidates = Array.FindAll(matching, isAbout);
        Array.Sort(candidates, (a, b) => a.OrderTo(b));

        // What forbids everything is worth a word only where something would be done otherwise.
        if (!Array.Exists(candidates, r => !r.ForbidsAll))
        {
            return;
        }

        if (Array.Exists(candidates, r => !r.Rule.Shadow && !r.ForbidsAll))
        {
            take(Array.Find(candidates, r => !r.Rule.Shadow)!);
        }

        if (candidates[0].Rule.Shadow)
        {
            take(candidates[0]);
        }
    }

    private EngagementStep StepOf(CompiledRule rule, ContainmentAction action, Seen seen, Brake? brake)
    {
        var mode = brake?.Hold(rule.Mode) ?? rule.Mode;
        var why = $"Rule '{rule.Rule.Id}': {seen.Words}: {RuleSentences.Outcome(rule, action)}.";
        if (mode != rule.Mode)
        {
            why += $" But {brake!.Value.Why}: {RuleSentences.Left(mode)}.";
        }

        return new EngagementStep
        {
            Entity = seen.Entity,
            AssetClass = seen.AssetClass,
            Action = action,
            Mode = mode,
            Agreed = rule.Mode,
            Minutes = EngagementModes.MayAct(mode) ? rule.Rule.MaxMinutes : 0,
            RuleId = rule.Rule.Id,
            PolicyVersion = _policy.Version,
            Shadow = rule.Rule.Shadow,
            Why = rule.Rule.Shadow ? "On trial, so that it is only noted. " + why : why,
        };
    }

    private EngagementStep Nothing(Seen seen, CompiledRule[] matching)
    {
        var why = _rules.Length == 0 ? "the client agreed no rules"
            : matching.Length > 0 ? $"no rule that fits has an action against a {EntityKey.KindName(seen.Entity.Kind)}"
            : Array.TrueForAll(_rules, r => seen.Score < r.Rule.MinScore) ? Text($"no rule begins under {_rules.Min(r => r.Rule.MinScore):0.#}")
            : "no rule covers it";
        return new EngagementStep
        {
            Entity = seen.Entity,
            AssetClass = seen.AssetClass,
            Mode = EngagementMode.None,
            Agreed = EngagementMode.None,
            PolicyVersion = _policy.Version,
            Why = $"{seen.Words}: {why}, so that nothing is done.",
        };
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>What the rules are held against.</summary>
    private sealed record Seen(EntityKey Entity, AssetClass AssetClass, double Score, RuleClock Clock)
    {
        /// <summary>"score 93, user anna@example.com (a privileged user), Tuesday 03:12".</summary>
        public string Words
        {
            get
            {
                var of = AssetClass is AssetClass.None or AssetClass.Address ? "" : $" ({ActionTraits.Words(AssetClass)})";
                return Text($"score {Score:0.#}, {EntityKey.KindName(Entity.Kind)} {Entity.Value}{of}, {Clock.Words}");
            }
        }
    }
}
