using CsCheck;
using Shouldly;
using Soc.Model.Entities;
using Soc.Model.Incidents;
using Soc.Model.Policies;
using Soc.Model.Response;
using Soc.Response.Policy;
using Xunit;

namespace Soc.Response.Tests.Policy;

/// <summary>What holds for any rules and any incident.</summary>
public sealed class EngagementPropertyTests
{
    private const long Week = 7 * 86_400_000L;

    private static readonly Gen<RuleOfEngagement> _rules =
        from action in Of(ContainmentActions.Names)
        from mode in Of(EngagementModes.Names)
        from low in Gen.Int[0, 99]
        from width in Gen.Int[1, 100]
        from hours in Of(RuleHours.Names)
        from classes in Of(AssetClasses.Names).Array[0, 3]
        from shadow in Gen.Int[0, 4]
        from isBare in Gen.Int[0, 3]
        select new RuleOfEngagement(isBare == 0 && mode is "none" or "digest" or "notify" or "forbid" ? null : action, mode, low, 60)
        {
            MaxScore = Math.Min(100, low + width),
            Hours = new(hours, null, null),
            AssetClasses = [.. classes.Distinct(StringComparer.Ordinal)],
            Shadow = shadow == 0,
        };

    private static readonly Gen<Incident> _incidents =
        from score in Gen.Int[0, 100]
        from at in Gen.Long[0, Week]
        from late in Gen.Int[0, 3]
        from entities in Gen.Shuffle(new[] { Make.Laptop, Make.Server, Make.Anna, Make.Attacker, new EntityKey(Make.Client, EntityKind.Domain, "bad.example") }, 1, 5)
        select Make.Incident(score, Make.Night + at, entities) with { Escalation = new(EscalationDecision.Digest, "thresholds", late == 0) };

    [Fact]
    public void What_is_forbidden_is_never_done() =>
        Gen.Select(_rules.Array[1, 12], _incidents).Sample((rules, incident) =>
        {
            var decision = Decide(rules, incident);
            var forbids = Array.FindAll(rules, r => r is { Mode: "forbid", Shadow: false });
            foreach (var step in decision.Steps.Where(s => s.Acts || s.Asks))
            {
                // The same rule alone, but wanting the action, must not fit: then it would have forbidden it.
                Decide([.. forbids.Where(f => f.Action is null || f.Action == ContainmentActions.NameOf(step.Action)).Select(f => f with { Action = ContainmentActions.NameOf(step.Action), Mode = "ask" })], incident)
                    .Steps.ShouldNotContain(s => s.Entity == step.Entity && s.Asks);
            }
        }, iter: 2_000);

    [Fact]
    public void Late_incidents_and_shadows_never_act() =>
        Gen.Select(_rules.Array[1, 12], _incidents).Sample((rules, incident) =>
        {
            if (incident.Escalation.Late)
            {
                Decide(rules, incident).Steps.ShouldNotContain(s => s.Acts || s.Asks);
                ((int)Decide(rules, incident).Tell).ShouldBeLessThanOrEqualTo((int)EscalationDecision.Digest);
            }

            Decide([.. rules.Select(r => r with { Shadow = true })], incident).Steps.ShouldNotContain(s => s.Acts || s.Asks);
        }, iter: 2_000);

    [Fact]
    public void A_shadow_changes_nothing_that_is_done() =>
        Gen.Select(_rules.Array[1, 12], _incidents).Sample((rules, incident) =>
        {
            var filled = RuleIds.Fill(rules);
            var with = Decide(filled, incident).Steps.Where(s => s is { Shadow: false, RuleId: not null }).Select(s => (s.Entity, s.Action, s.Mode, s.RuleId));
            var without = Decide([.. filled.Where(r => !r.Shadow)], incident).Steps.Where(s => s.RuleId is not null).Select(s => (s.Entity, s.Action, s.Mode, s.RuleId));
            with.ShouldBe(without);
        }, iter: 2_000);

    [Fact]
    public void Two_scores_that_the_same_bands_hold_are_decided_alike() =>
        Gen.Select(_rules.Array[1, 12], _incidents, Gen.Double[0, 0.99]).Sample((rules, incident, more) =>
        {
            // Bands of these rules begin and end at whole scores.
            var higher = incident with { Score = Math.Min(100, incident.Score + more), Signals = [incident.Signals[0] with { Score = Math.Min(100, incident.Score + more) }] };
            Outcomes(Decide(rules, higher)).ShouldBe(Outcomes(Decide(rules, incident)));
        }, iter: 1_000);

    [Fact]
    public void Where_higher_bands_want_more_a_higher_score_never_gets_less() =>
        Gen.Select(Gen.Int[1, 99].Array[5], Gen.Int[0, 100], Gen.Int[0, 100], _incidents).Sample((ends, one, other, incident) =>
        {
            int[] bounds = [0, .. ends.Order(), 100];
            string[] modes = ["none", "digest", "notify", "ask", "act_then_tell", "act_and_wake"];
            RuleOfEngagement[] ladder = [.. modes.Select((m, i) => Make.Rule("block_address", m, bounds[i], bounds[i + 1])).Where(r => r.MinScore < r.MaxScore)];
            ModeAt(Math.Max(one, other)).ShouldBeGreaterThanOrEqualTo(ModeAt(Math.Min(one, other)));

            int ModeAt(double score) => (int)Decide(ladder, Make.Incident(score, incident.LastSeenMs, Make.Attacker)).Steps[0].Mode;
        }, iter: 1_000);

    [Fact]
    public void The_order_of_the_rules_matters_only_between_equals_and_every_entity_has_its_word() =>
        Gen.Select(_rules.Array[1, 8], _incidents).Sample((rules, incident) =>
        {
            // Two rules that differ in nothing that counts may win in turn; then what is done is the same.
            RuleOfEngagement[] backwards = [.. rules.Reverse()];
            var (one, other) = (Decide(rules, incident), Decide(backwards, incident));
            Outcomes(one).ShouldBe(Outcomes(other));
            incident.Entities.ShouldAllBe(e => one.Steps.Any(s => s.Entity == e && s.Why.Length > 0));
            one.Steps.Select(s => (s.Entity, s.Action, s.Shadow)).ShouldBeUnique();
        }, iter: 1_000);

    [Fact]
    public void A_rule_that_is_warned_of_never_wins() =>
        Gen.Select(_rules.Array[2, 10], _incidents).Sample((rules, incident) =>
        {
            var policy = Make.Policy(RuleIds.Fill(rules));
            var never = EngagementWords.Explain(policy).Warnings.Where(w => w.Text.Contains("can never win", StringComparison.Ordinal)).Select(w => w.RuleId).ToHashSet(StringComparer.Ordinal);
            EngagementRules.Decide(policy, Make.Zurich, incident, incident.LastSeenMs).Steps
                .ShouldNotContain(s => s.RuleId != null && never.Contains(s.RuleId));
        }, iter: 500);

    private static Gen<string> Of(IReadOnlyList<string> names) => Gen.Int[0, names.Count - 1].Select(i => names[i]);

    private static EngagementDecision Decide(RuleOfEngagement[] rules, Incident incident) =>
        EngagementRules.Decide(Make.Policy(rules), Make.Zurich, incident, incident.LastSeenMs);

    private static IEnumerable<(EntityKey, ContainmentAction, EngagementMode, bool)> Outcomes(EngagementDecision decision) =>
        decision.Steps.Select(s => (s.Entity, s.Action, s.Mode, s.Shadow));
}
