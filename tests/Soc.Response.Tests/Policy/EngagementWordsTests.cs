using Shouldly;
using Soc.Model.Policies;
using Soc.Model.Response;
using Soc.Response.Policy;
using Xunit;

namespace Soc.Response.Tests.Policy;

/// <summary>Rules said back in words, and what is warned of.</summary>
public sealed class EngagementWordsTests
{
    [Theory]
    [InlineData("act_and_wake", "block the address for 60 minutes, wake the on-call")]
    [InlineData("act_then_tell", "block the address for 60 minutes, then tell whoever is on duty")]
    [InlineData("ask", "ask before we block the address for 60 minutes")]
    [InlineData("notify", "do not block the address, tell whoever is on duty at once")]
    [InlineData("digest", "do not block the address, a line in the digest")]
    [InlineData("none", "do not block the address, tell nobody")]
    [InlineData("forbid", "never block the address")]
    public void Each_mode_has_its_words(string mode, string words) =>
        SentenceOf(Make.Rule("block_address", mode, 90, hours: "night", classes: "workstation"))
            .ShouldBe($"A score of 90 or more on a workstation at night (18:00-08:00, weekends, holidays): {words}.");

    [Theory]
    [InlineData("none", "nobody is told")]
    [InlineData("digest", "a line in the digest")]
    [InlineData("notify", "tell whoever is on duty at once")]
    [InlineData("forbid", "never do anything")]
    public void So_has_each_mode_without_an_action(string mode, string words) =>
        SentenceOf(Make.Rule(null, mode, 0, 70, minutes: 0, hours: "working", classes: ["server", "user", "address"]))
            .ShouldBe($"A score under 70 on a server, a user or an address in working hours (08:00-18:00 on Monday to Friday, no holidays): {words}.");

    [Theory]
    [InlineData(0, 100, "Any score on")]
    [InlineData(100, 100, "A score of 100 on")]
    [InlineData(70, 89.5, "A score from 70 to under 89.5 on")]
    public void A_band_is_said_as_people_say_it(double min, double max, string words) =>
        SentenceOf(Make.Rule("isolate_device", "ask", min, max, minutes: 2 * 1440)).ShouldBe($"{words} anything at any hour: ask before we cut the device off for 2 days.");

    [Fact]
    public void A_night_of_its_own_and_days_of_its_own_are_said()
    {
        var policy = Make.Policy(Make.Rule("revoke_sessions", "act_then_tell", 80) with { Hours = new("night", 22 * 60, 6 * 60 + 30), Shadow = true });
        EngagementWords.Explain(policy with { Hours = WorkingHours.Default with { Days = [1, 2, 3] } }).Rules[0].Sentence.ShouldBe(
            "On trial, only noted: a score of 80 or more on anything at night (22:00-06:30, Sunday, Thursday, Friday, Saturday, holidays): end the user's sessions, then tell whoever is on duty.");
    }

    [Fact]
    public void Every_action_and_every_class_has_words()
    {
        string[] said = [.. ContainmentActions.Names.Select(a => SentenceOf(Make.Rule(a, "forbid")))];
        said.Distinct(StringComparer.Ordinal).Count().ShouldBe(said.Length);
        said.ShouldNotContain(s => s.Contains("do anything", StringComparison.Ordinal));
        AssetClasses.Names.Select(c => SentenceOf(Make.Rule("block_address", "ask", classes: c))).ShouldNotContain(s => s.Contains("anything", StringComparison.Ordinal));
    }

    [Fact]
    public void Contacts_digest_and_limits_are_said()
    {
        var policy = Make.Policy() with
        {
            Engagement = new Engagement
            {
                Contacts = [new("Anna Keller", "teams", 15, 1), new("SOC on-call", "pagerduty", 1, 3)],
                WhenNobodyAnswers = "act",
                DigestAtMinute = 7 * 60 + 30,
                Limits = new() { KillSwitch = true, UndoWithinHours = 1 },
            },
        };
        var words = EngagementWords.Explain(policy);
        words.Contacts.ShouldBe(
        [
            "First Anna Keller by teams, 15 minutes to answer, once again.",
            "Then SOC on-call by pagerduty, 1 minute to answer, 3 times again.",
            "When nobody answers: what was asked about is done.",
        ]);
        words.Digest.ShouldBe("The digest is sent at 07:30 (Europe/Zurich).");
        words.Limits.ShouldBe(
        [
            "The kill switch is on: nothing is done and nobody is asked.",
            "At most 20 actions are begun in an hour, 20 by one connector and 10 by one rule.",
            "No network larger than /28 (IPv4) or /64 (IPv6) is blocked.",
            "At most 5 % of the devices are cut off, and 5 % of the users locked out, at a time.",
            "When 30 % or more of the actions that ended within an hour, and of at least 5, were undone by people, nothing more is done without asking.",
        ]);
    }

    [Fact]
    public void Rules_that_can_never_win_are_warned_of()
    {
        Warned(Make.Rule("block_address", "ask", 80, id: "a"), Make.Rule("block_address", "ask", 80, id: "b")).ShouldBe(["b"]);
        Warned(Make.Rule("block_address", "ask", 80, id: "a"), Make.Rule("block_address", "ask", 80, 90, id: "b"), Make.Rule("block_address", "ask", 90, 100, id: "c")).ShouldBe(["a"]);
        Warned(Make.Rule("block_address", "ask", 80, id: "a"), Make.Rule(null, "forbid", minutes: 0, id: "b")).ShouldBe(["a"]);
        Warned(Make.Rule("block_address", "ask", 80, id: "a"), Make.Rule("block_address", "digest", hours: "working", id: "b"), Make.Rule("block_address", "none", hours: "outside", id: "c")).ShouldBeEmpty();
        Warned(Make.Rule("block_address", "ask", 80, id: "a"), Make.Rule("block_address", "digest", 80, hours: "working", id: "b"), Make.Rule("block_address", "none", 80, hours: "outside", id: "c")).ShouldBe(["a"]);
        Warned(Make.Rule("block_address", "ask", 80, id: "a"), Make.Rule("block_address", "ask", 80, id: "b") with { Shadow = true }).ShouldBe(["b"]);
        Warned(Make.Rule("block_address", "ask", 80, id: "a"), Make.Rule(null, "digest", 80, minutes: 0, id: "b")).ShouldBeEmpty();

        var bare = Make.Policy(Make.Rule("isolate_device", "ask", 80, id: "servers", classes: "server")) with { Engagement = Engagement.Default };
        EngagementWords.Explain(bare).Warnings.ShouldContain(w => w.RuleId == "servers" && w.Text.Contains("nothing is a server here", StringComparison.Ordinal));
        var idle = Make.Policy(Make.Rule("isolate_device", "ask", 80, hours: "working", id: "work")) with { Hours = WorkingHours.Default with { Days = [] } };
        EngagementWords.Explain(idle).Warnings.ShouldContain(w => w.RuleId == "work");

        static string?[] Warned(params RuleOfEngagement[] rules) =>
            [.. Warnings(Make.Policy(rules)).Where(w => w.Text.Contains("never win", StringComparison.Ordinal)).Select(w => w.RuleId)];
    }

    [Fact]
    public void Gaps_between_bands_are_warned_of()
    {
        Warnings(Make.Policy(Make.Rule("block_address", "ask", 70, 89), Make.Rule("block_address", "ask", 90))).ShouldContain(w =>
            w.Text.StartsWith("There is a gap between bands: no rule says whether to block the address from 89 to under 90.", StringComparison.Ordinal));
        Warnings(Make.Policy(Make.Rule(null, "notify", 70, 95, minutes: 0))).ShouldContain(w => w.Text == "The highest scores are in no band: no rule tells anybody from 95.");
        Warnings(Make.Policy(Make.Rule("block_address", "ask", 70, 80), Make.Rule("block_address", "forbid", 80, 90), Make.Rule("block_address", "ask", 90))).ShouldNotContain(w => w.Text.Contains("band", StringComparison.Ordinal));
        Warnings(Make.Policy(Make.Rule("block_address", "ask", 70, 90), Make.Rule("block_address", "ask", 90))).ShouldNotContain(w => w.Text.Contains("band", StringComparison.Ordinal));
    }

    [Fact]
    public void What_cannot_be_undone_wakes_nobody_or_ends_nowhere_is_warned_of()
    {
        var policy = Make.Policy(Make.Rule("revoke_sessions", "act_and_wake", 90, id: "r")) with { WakeAllowed = false };
        Warnings(policy).ShouldContain(w => w.RuleId == "r" && w.Text.Contains("cannot be undone: end the user's sessions", StringComparison.Ordinal));
        Warnings(policy).ShouldContain(w => w.RuleId == "r" && w.Text.Contains("wants nobody woken", StringComparison.Ordinal));
        Warnings(policy).ShouldContain(w => w.Text.Contains("no contact is named", StringComparison.Ordinal));
        var chain = policy with { Engagement = new() { Contacts = [new("Anna", "mail", 15, 0)] } };
        Warnings(chain).ShouldContain(w => w.Text.StartsWith("The contact chain ends nowhere: when Anna does not answer", StringComparison.Ordinal));
        var caught = chain with { WakeAllowed = true, RulesOfEngagement = [Make.Rule("block_address", "ask", 90)], Engagement = chain.Engagement with { WhenNobodyAnswers = "wake_on_call" } };
        Warnings(caught).ShouldBeEmpty();
        Warnings(caught with { Engagement = caught.Engagement with { Limits = new() { KillSwitch = true } } }).ShouldHaveSingleItem().Text.ShouldContain("kill switch");
        Warnings(caught with { Engagement = caught.Engagement with { AssetClasses = [new("device:a", "server"), new("Device:A", "server")] } }).ShouldHaveSingleItem().Text.ShouldContain("twice");
    }

    [Fact]
    public void The_worst_policy_that_may_be_stored_is_explained_soon()
    {
        RuleOfEngagement[] rules = [.. Enumerable.Range(0, 64).Select(i => Make.Rule("block_address", "ask", i, 100 - i / 4.0) with { Hours = new("night", i * 20, 1439 - i) })];
        EngagementValidation.Check(Make.Policy(rules)).ShouldBeEmpty();
        EngagementWords.Explain(Make.Policy(rules)).Rules.Count.ShouldBe(64);
    }

    private static string SentenceOf(RuleOfEngagement rule) => EngagementWords.Explain(Make.Policy(rule)).Rules.ShouldHaveSingleItem().Sentence;

    private static IReadOnlyList<EngagementWarning> Warnings(ClientPolicy policy) => EngagementWords.Explain(policy).Warnings;
}
