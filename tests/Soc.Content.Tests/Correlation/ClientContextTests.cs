using CsCheck;
using Shouldly;
using Soc.Detection.Baseline;
using Soc.Detection.Correlation;
using Soc.Model.Entities;
using Soc.Model.Incidents;
using Soc.Model.Policies;
using Soc.Model.Signals;
using Xunit;

namespace Soc.Content.Tests.Correlation;

public sealed class ClientContextTests
{
    private const long DayMs = 86_400_000;
    private static readonly long _now = Make.At(2026, 3, 2, 12);

    private readonly ClientProfileState _profile = new();
    private readonly VerdictMemoryState _verdicts = new();

    [Fact]
    public void What_many_do_speaks_against_a_finding_in_words()
    {
        Settle(from: "pt");
        var judged = Apply(Odd("new_country", "PT"));
        judged.EvidenceAgainst.Single().Text.ShouldBe("40 of 40 other users of this client signed in from Portugal in the last 30 days.");
        judged.Score.ShouldBe(40);
    }

    [Fact]
    public void What_nobody_does_speaks_for_it()
    {
        Settle(from: "pt");
        var judged = Apply(Odd("new_country", "BR"));
        judged.EvidenceFor[^1].Text.ShouldBe("None of the 40 other users of this client signed in from Brazil in the last 30 days.");
        judged.Score.ShouldBe(66);
    }

    [Fact]
    public void Nothing_is_rare_while_learning_and_it_says_so()
    {
        foreach (var user in Make.StandardColleagues)
        {
            ClientProfile.Observe(_profile, "country", "pt", user, _now - 2 * DayMs);
        }

        var rare = Apply(Odd("new_country", "BR"));
        rare.Score.ShouldBe(60);
        rare.Learning.ShouldBe("What is normal for this client is still being learned, until 14 March 2026.");
        Apply(Odd("new_country", "PT")).Score.ShouldBe(50, "half the weight while learning");
    }

    [Fact]
    public void A_familiar_place_hardly_lowers_an_attack_pattern()
    {
        Settle(from: "pt");
        Apply(Odd("brute_force_success", "PT")).Score.ShouldBe(55);
    }

    [Fact]
    public void The_clients_own_network_is_named_once()
    {
        var policy = Make.Policy with { KnownEgress = [new("203.0.113.0/24", "London office", false)] };
        var raw = Odd("new_country", "GB").From("203.0.113.9", "GB");
        var judged = ClientContext.Apply(raw, _profile, _verdicts, policy, Make.London);
        judged.EvidenceAgainst.Single().Text.ShouldBe("203.0.113.9 belongs to London office, the client's own network.");
        judged.Score.ShouldBe(40);
        var told = raw with { EvidenceAgainst = [new Evidence("known_egress", "The detector knows.", 30)] };
        ClientContext.Apply(told, _profile, _verdicts, policy, Make.London).Score.ShouldBe(60);
    }

    [Fact]
    public void Criticality_is_visible_and_multiplies_the_odds()
    {
        var policy = Make.Policy with { Criticality = new Dictionary<string, double>(StringComparer.Ordinal) { ["User:ANNA@example.com"] = 2 } };
        var judged = ClientContext.Apply(Odd("new_country", null), _profile, _verdicts, policy, Make.London);
        judged.Score.ShouldBe(75, 0.01);
        judged.EvidenceFor[^1].Text.ShouldContain("its odds count 2 times, from 60 to 75");
    }

    [Fact]
    public void A_benign_verdict_weighs_strongly_here_and_weakly_elsewhere()
    {
        Judge(Verdict.Benign);
        var same = Apply(Odd("new_country", "BR", asn: 64500) with { Id = "later" });
        same.EvidenceAgainst.Single().Text.ShouldBe("An analyst judged the same evidence benign on 2 March 2026: it weighs 30 less.");
        same.Score.ShouldBe(30);
        Apply(Odd("new_country", "BR", asn: 64500, user: "ben@example.com")).Score.ShouldBe(50);
        Apply(Odd("new_country", "BR", asn: 64511)).Score.ShouldBe(60, "another network is other evidence");
        Apply(Odd("unusual_hours", "BR", asn: 64500)).Score.ShouldBe(60, "another detector is other evidence");
    }

    [Fact]
    public void A_true_positive_raises()
    {
        Judge(Verdict.TruePositive);
        Apply(Odd("new_country", "BR", asn: 64500)).Score.ShouldBe(90);
    }

    [Fact]
    public void A_changed_verdict_replaces_its_lesson_and_undecided_takes_it_back()
    {
        Judge(Verdict.Benign);
        Judge(Verdict.TruePositive);
        _verdicts.Lessons.Count.ShouldBe(1);
        Apply(Odd("new_country", "BR", asn: 64500)).Score.ShouldBe(90);
        Judge(Verdict.Undecided);
        Apply(Odd("new_country", "BR", asn: 64500)).Score.ShouldBe(60);
    }

    [Fact]
    public void Lessons_fade_and_never_add_up_without_end()
    {
        Judge(Verdict.Benign);
        Apply(Odd("new_country", "BR", asn: 64500) with { AtMs = _now + 90 * DayMs }).Score.ShouldBe(45);
        for (var i = 0; i < 2000; i++)
        {
            Judge(Verdict.Benign, $"incident {i}");
        }

        _verdicts.Lessons.Count.ShouldBe(VerdictMemoryState.MaxLessons);
        Apply(Odd("new_country", "BR", asn: 64500)).Score.ShouldBe(60 - VerdictMemory.MaxPoints);
    }

    [Fact]
    public void The_score_stays_within_bounds() =>
        Gen.Select(Gen.Double[-20, 130], Gen.Double[0, 20], Gen.Int[0, 2].Select(i => i == 0 ? "PT" : i == 1 ? "BR" : null), Gen.Int[-1, 167]).Sample((score, multiplier, country, hour) =>
        {
            var policy = Make.Policy with { Criticality = new Dictionary<string, double>(StringComparer.Ordinal) { ["user:anna@example.com"] = multiplier } };
            var raw = Odd("new_country", country) with { Score = score };
            raw = raw with { Subject = raw.Subject with { HourOfWeek = hour } };
            return ClientContext.Apply(raw, _profile, _verdicts, policy, Make.London).Score is >= 0 and <= 100;
        });

    private static Signal Odd(string detector, string? country, int asn = 0, string user = "anna@example.com")
    {
        var signal = Make.Signal("s1", detector, user, 60, _now, 1);
        return signal with { Subject = signal.Subject with { Country = country, Asn = asn } };
    }

    private Signal Apply(Signal raw) => ClientContext.Apply(raw, _profile, _verdicts, Make.Policy, Make.London);

    private void Judge(Verdict verdict, string id = "inc-1") =>
        VerdictMemory.Learn(
            _verdicts,
            new Incident { Id = id, Client = Make.Client, Signals = [Odd("new_country", "BR", asn: 64500)], Entities = [EntityKey.User(Make.Client, "anna@example.com")] },
            new VerdictNote(verdict, "analyst", _now, null));

    private void Settle(string from)
    {
        for (var day = 20; day >= 0; day--)
        {
            foreach (var user in Make.StandardColleagues)
            {
                ClientProfile.Observe(_profile, "country", from, user, _now - day * DayMs);
            }
        }
    }
}
