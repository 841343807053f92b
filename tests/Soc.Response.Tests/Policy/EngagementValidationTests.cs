using System.Text.Json;
using Shouldly;
using Soc.Model.Policies;
using Soc.Response.Policy;
using Xunit;

namespace Soc.Response.Tests.Policy;

/// <summary>What may be stored.</summary>
public sealed class EngagementValidationTests
{
    private static readonly RuleOfEngagement _rule = Make.Rule("block_address", "ask", 90);

    private static readonly (string Name, string Field, Func<ClientPolicy, ClientPolicy> Break)[] _broken =
    [
        ("action", "rules[0].action", WithRule(_rule with { Action = "nuke" })),
        ("no action", "rules[0].action", WithRule(_rule with { Action = null })),
        ("mode", "rules[0].mode", WithRule(_rule with { Mode = "maybe" })),
        ("no mode", "rules[0].mode", WithRule(_rule with { Mode = null! })),
        ("no limit", "rules[0].maxMinutes", WithRule(_rule with { MaxMinutes = 0 })),
        ("limit", "rules[0].maxMinutes", WithRule(_rule with { MaxMinutes = 43_201 })),
        ("low", "rules[0].minScore", WithRule(_rule with { MinScore = double.NaN })),
        ("high", "rules[0].maxScore", WithRule(_rule with { MaxScore = 101 })),
        ("empty band", "rules[0].maxScore", WithRule(_rule with { MaxScore = 90 })),
        ("id", "rules[0].id", WithRule(_rule with { Id = "Block it" })),
        ("name", "rules[0].name", WithRule(_rule with { Name = new string('x', 201) })),
        ("class", "rules[0].assetClasses", WithRule(_rule with { AssetClasses = ["toaster"] })),
        ("null class", "rules[0].assetClasses", WithRule(_rule with { AssetClasses = [null!] })),
        ("class twice", "rules[0].assetClasses", WithRule(_rule with { AssetClasses = ["server", "server"] })),
        ("hours", "rules[0].hours.when", WithRule(_rule with { Hours = new("lunch", null, null) })),
        ("no hours", "rules[0].hours.when", WithRule(_rule with { Hours = null! })),
        ("from", "rules[0].hours", WithRule(_rule with { Hours = new("outside", 60, null) })),
        ("from of night", "rules[0].hours", WithRule(_rule with { Hours = new("night", 1440, null) })),
        ("empty night", "rules[0].hours", WithRule(_rule with { Hours = new("night", 480, null) })),
        ("null rule", "rules[0]", WithRule(null!)),
        ("no rules", "rules", p => p with { RulesOfEngagement = null! }),
        ("many rules", "rules", p => p with { RulesOfEngagement = [.. Enumerable.Repeat(_rule, 65)] }),
        ("same id", "rules[1].id", p => p with { RulesOfEngagement = [_rule with { Id = "a" }, _rule with { Id = "a" }] }),
        ("no engagement", "engagement", p => p with { Engagement = null! }),
        ("who", "engagement.contacts[0].who", With(e => e with { Contacts = [new(" ", "mail", 15, 0)] })),
        ("channel", "engagement.contacts[0].channel", With(e => e with { Contacts = [new("Anna", "An e-mail", 15, 0)] })),
        ("no channel", "engagement.contacts[0].channel", With(e => e with { Contacts = [new("Anna", null!, 15, 0)] })),
        ("deadline", "engagement.contacts[0].acknowledgeMinutes", With(e => e with { Contacts = [new("Anna", "mail", 0, 0)] })),
        ("repeat", "engagement.contacts[0].repeat", With(e => e with { Contacts = [new("Anna", "mail", 15, 11)] })),
        ("null contact", "engagement.contacts[0]", With(e => e with { Contacts = [null!] })),
        ("many contacts", "engagement.contacts", With(e => e with { Contacts = [.. Enumerable.Repeat(new ContactStep("Anna", "mail", 15, 0), 17)] })),
        ("nobody", "engagement.whenNobodyAnswers", With(e => e with { WhenNobodyAnswers = "panic" })),
        ("digest", "engagement.digestAt", With(e => e with { DigestAtMinute = 1440 })),
        ("per hour", "engagement.limits.actionsPerHour", With(e => e with { Limits = new() { ActionsPerHour = 0 } })),
        ("IPv4", "engagement.limits.largestIpv4Prefix", With(e => e with { Limits = new() { LargestIpv4Prefix = 8 } })),
        ("IPv6", "engagement.limits.largestIpv6Prefix", With(e => e with { Limits = new() { LargestIpv6Prefix = 32 } })),
        ("devices", "engagement.limits.largestDeviceSharePercent", With(e => e with { Limits = new() { LargestDeviceSharePercent = 51 } })),
        ("users", "engagement.limits.largestUserSharePercent", With(e => e with { Limits = new() { LargestUserSharePercent = double.NaN } })),
        ("undo", "engagement.limits.undoSharePercent", With(e => e with { Limits = new() { UndoSharePercent = 0 } })),
        ("per hour by connector", "engagement.limits.actionsPerHourByConnector", With(e => e with { Limits = new() { ActionsPerHourByConnector = 1_001 } })),
        ("per hour by rule", "engagement.limits.actionsPerHourByRule", With(e => e with { Limits = new() { ActionsPerHourByRule = 0 } })),
        ("undo from", "engagement.limits.undoAtLeast", With(e => e with { Limits = new() { UndoAtLeast = 1 } })),
        ("undo within", "engagement.limits.undoWithinHours", With(e => e with { Limits = new() { UndoWithinHours = 721 } })),
        ("no limits", "engagement.limits", With(e => e with { Limits = null! })),
        ("pattern", "engagement.assetClasses[0].pattern", With(e => e with { AssetClasses = [new("srv-*", "server")] })),
        ("long pattern", "engagement.assetClasses[0].pattern", With(e => e with { AssetClasses = [new("device:" + new string('*', 128), "server")] })),
        ("pattern's class", "engagement.assetClasses[0].class", With(e => e with { AssetClasses = [new("device:a", "thing")] })),
        ("class of another kind", "engagement.assetClasses[0].class", With(e => e with { AssetClasses = [new("user:a", "server")] })),
        ("null pattern", "engagement.assetClasses[0].pattern", With(e => e with { AssetClasses = [null!] })),
    ];

    public static TheoryData<string> Broken => [.. _broken.Select(b => b.Name)];

    [Theory]
    [MemberData(nameof(Broken))]
    public void Says_what_is_wrong_and_what_to_do(string name)
    {
        var (_, field, spoil) = _broken.Single(b => b.Name == name);
        var problem = EngagementValidation.Check(spoil(Make.Policy(_rule)), "rules").ShouldHaveSingleItem();
        problem.Field.ShouldBe(field);
        problem.Message.ShouldEndWith(".", Case.Sensitive, problem.Message);
    }

    [Fact]
    public void The_defaults_and_a_full_set_are_fine()
    {
        EngagementValidation.Check(ClientPolicy.DefaultFor("acme")).ShouldBeEmpty();
        var full = Make.Policy(
            _rule,
            Make.Rule(null, "forbid", minutes: 0, id: "never-servers", classes: "server"),
            Make.Rule(null, "digest", 100, 100, minutes: 0),
            _rule with { Hours = new("night", 22 * 60, 6 * 60), Name = "At night", Id = "n" });
        EngagementValidation.Check(full with { Engagement = full.Engagement with { Contacts = [new("Anna", "mail", 15, 2)], WhenNobodyAnswers = "wake_on_call" } }).ShouldBeEmpty();
    }

    [Fact]
    public void What_was_stored_before_rules_had_more_members_is_read_and_has_an_id()
    {
        var old = JsonSerializer.Deserialize<ClientPolicy>("""{"Client":"acme","RulesOfEngagement":[{"Action":"block_address","Mode":"act_then_tell","MinScore":90,"MaxMinutes":60}],"Version":3}""")!;
        EngagementValidation.Check(old).ShouldBeEmpty();
        var rule = RuleIds.Fill(old.RulesOfEngagement).ShouldHaveSingleItem();
        rule.Id.ShouldBe("rule-1");
        rule.MaxScore.ShouldBe(100);
        rule.AssetClasses.ShouldBeEmpty();
        rule.Hours.ShouldBe(RuleHours.Any);
        old.Engagement.DigestAtMinute.ShouldBe(540);
        EngagementRules.Decide(old, TimeZoneInfo.Utc, Make.Incident(95, Make.Night, Make.Attacker), Make.Night).Steps.ShouldHaveSingleItem().Acts.ShouldBeTrue();

        var again = JsonSerializer.Deserialize<ClientPolicy>(JsonSerializer.Serialize(Make.Policy(_rule with { Id = "x", AssetClasses = ["server"], Hours = new("night", 1, 2), Shadow = true })))!;
        JsonSerializer.Serialize(again.RulesOfEngagement).ShouldContain("\"Shadow\":true");
        again.Engagement.AssetClasses.Length.ShouldBe(4);
    }

    [Fact]
    public void An_id_that_is_left_out_is_none_that_is_taken() =>
        RuleIds.Fill([_rule, _rule with { Id = "rule-1" }, _rule, _rule with { Id = "rule-3" }]).Select(r => r.Id).ShouldBe(["rule-2", "rule-1", "rule-4", "rule-3"]);

    private static Func<ClientPolicy, ClientPolicy> WithRule(RuleOfEngagement rule) => p => p with { RulesOfEngagement = [rule] };

    private static Func<ClientPolicy, ClientPolicy> With(Func<Engagement, Engagement> change) => p => p with { Engagement = change(p.Engagement) };
}
