using CsCheck;
using Shouldly;
using Soc.Detection.Correlation;
using Soc.Model.Entities;
using Soc.Model.Incidents;
using Soc.Model.Policies;
using Soc.Model.Signals;
using Xunit;

namespace Soc.Content.Tests.Correlation;

public sealed class CorrelatorTests
{
    private const long HourMs = 3_600_000;
    private const string Anna = "anna@example.com";
    private static readonly long _t = Make.At(2026, 3, 3, 12);

    private readonly IncidentIndex _index = new();
    private readonly WaitingSignals _waiting = new();
    private readonly Correlator _correlator = new();

    [Fact]
    public void A_signal_opens_an_incident()
    {
        var incident = Accept(Make.Signal("s1", "new_country", Anna, 75, _t, 1)).Single();
        incident.Version.ShouldBe(1);
        incident.Id.ShouldBe(Correlator.IdFrom(Make.Signal("s1", "new_country", Anna, 75, _t, 1)));
        incident.Score.ShouldBe(75);
        incident.LatencyMs.ShouldBe(2000);
        incident.Escalation.Decision.ShouldBe(EscalationDecision.Notify);
        _index.Find(incident.Id).ShouldBeSameAs(incident);
    }

    [Fact]
    public void A_known_signal_with_nothing_new_changes_nothing()
    {
        var signal = Make.Signal("s1", "new_country", Anna, 75, _t, 1);
        Accept(signal);
        Accept(signal).ShouldBeEmpty();
        var sameInOtherContext = signal with { Score = 60, EvidenceAgainst = [new Evidence("client_common_country", "42 of 122 others do so.", 15)] };
        Accept(sameInOtherContext).ShouldBeEmpty();
    }

    [Fact]
    public void The_same_signal_with_more_to_say_updates_in_place()
    {
        var signal = Make.Signal("s1", "new_country", Anna, 60, _t, 1);
        Accept(signal);
        var higher = Accept(signal with { Score = 75 }).Single();
        higher.Version.ShouldBe(2);
        higher.SignalCount.ShouldBe(1);
        higher.Score.ShouldBe(75);
        var cleared = signal with { Score = 20, AtMs = _t + 60_000, EvidenceAgainst = [new Evidence("mfa_satisfied", "A second factor was given.", 40)] };
        Accept(cleared).Single().Score.ShouldBe(20, "more evidence against counts as well");
        Accept(signal).ShouldBeEmpty("an earlier version brought back by a redelivery is no news");
    }

    [Fact]
    public void Signals_of_one_user_within_a_day_are_one_incident_in_both_directions()
    {
        Accept(Make.Signal("s1", "new_country", Anna, 50, _t, 1));
        var late = Accept(Make.Signal("s0", "new_device", Anna, 50, _t - 20 * HourMs, 2)).Single();
        late.SignalCount.ShouldBe(2);
        late.FirstSeenMs.ShouldBe(_t - 20 * HourMs);
        Accept(Make.Signal("s2", "unusual_hours", Anna, 50, _t + 30 * HourMs, 3)).Single().SignalCount.ShouldBe(1, "too far off");
        _index.Open.Count.ShouldBe(2);
    }

    [Fact]
    public void The_next_stage_of_an_attack_is_tied_over_a_longer_time()
    {
        Accept(Make.Signal("s1", "brute_force_success", Anna, 70, _t, 1) with { Techniques = ["T1110.001"] });
        Accept(Make.Signal("s2", "mfa_change_after_risk", Anna, 70, _t + 50 * HourMs, 2) with { Techniques = ["T1556.006"] })
            .Single().SignalCount.ShouldBe(2);
    }

    [Fact]
    public void Minor_findings_far_apart_stay_apart()
    {
        Accept(Make.Signal("s1", "unusual_hours", Anna, 12, _t, 1));
        Accept(Make.Signal("s2", "impossible_travel", Anna, 90, _t + 5 * HourMs, 2)).Single().SignalCount.ShouldBe(1);
    }

    [Fact]
    public void One_address_ties_users_together_but_not_the_clients_own()
    {
        var policy = Make.Policy with { KnownEgress = [new("203.0.113.0/24", "London office", false)] };
        Accept(Make.Signal("s1", "new_country", Anna, 50, _t, 1).From("198.51.100.7"));
        Accept(Make.Signal("s2", "new_country", "ben@example.com", 50, _t, 2).From("198.51.100.7")).Single().SignalCount.ShouldBe(2);
        _correlator.Accept(_index, _waiting, [Make.Signal("s3", "new_device", "cleo@example.com", 50, _t, 3).From("203.0.113.7")], policy, Make.London, _t);
        _correlator.Accept(_index, _waiting, [Make.Signal("s4", "new_device", "dora@example.com", 50, _t, 4).From("203.0.113.7")], policy, Make.London, _t).Incidents.Single().SignalCount.ShouldBe(1);
        Accept(Make.Signal("s5", "new_device", "emil@example.com", 50, _t, 5).From("10.1.2.3"));
        Accept(Make.Signal("s6", "new_device", "fay@example.com", 50, _t, 6).From("10.1.2.3")).Single().SignalCount.ShouldBe(1);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void An_address_that_many_share_ties_nobody_together_whichever_finding_knows_it(bool first, bool second)
    {
        const string exit = "198.51.100.7";
        Accept(Of("s1", Anna, first));
        Accept(Of("s2", "ben@example.com", second)).Single().SignalCount.ShouldBe(1);
        Accept(Of("s3", Anna, isShared: true)).Single().SignalCount.ShouldBe(2, "the person ties all the same");

        Signal Of(string id, string user, bool isShared) =>
            Make.Signal(id, "new_country", user, 50, _t, id[1]).From(exit) with { SharedAddresses = isShared ? [exit] : [] };
    }

    [Fact]
    public void A_finding_at_a_shared_address_is_tied_by_the_users_it_names()
    {
        const string exit = "2001:db8::7";
        var spray = new Signal
        {
            Id = "spray", Detector = "password_spray", Entity = EntityKey.Address(Make.Client, exit), Score = 70, AtMs = _t, FirstMs = _t, ReceivedMs = _t,
            Title = "A spray", Related = [EntityKey.User(Make.Client, Anna)], SharedAddresses = ["2001:DB8::7"],
        };
        Accept(spray);
        Accept(Make.Signal("other", "new_country", "ben@example.com", 50, _t, 1).From(exit)).Single().SignalCount.ShouldBe(1);
        Accept(Make.Signal("named", "new_country", Anna, 50, _t, 2)).Single().SignalCount.ShouldBe(2);
    }

    [Fact]
    public void A_spray_ties_only_attacks_on_its_users()
    {
        var users = Make.StandardColleagues.Take(30).ToArray();
        Accept(Make.Signal("new", "new_device", users[3], 50, _t, 1));
        var spray = new Signal
        {
            Id = "spray", Detector = "password_spray", Entity = EntityKey.Address(Make.Client, "198.51.100.9"), Score = 70, AtMs = _t, FirstMs = _t, ReceivedMs = _t,
            Title = "A spray", Related = [.. users.Select(u => EntityKey.User(Make.Client, u))],
        };
        Accept(spray).Single().SignalCount.ShouldBe(1);
        var broken = Accept(Make.Signal("in", "brute_force_success", users[5], 85, _t + HourMs, 2)).Single();
        broken.Signals.Select(s => s.Id).ShouldBe(["spray", "in"]);
        broken.Score.ShouldBeGreaterThan(85);
    }

    [Fact]
    public void A_signal_that_links_two_incidents_merges_them_into_the_older()
    {
        var older = Accept(Make.Signal("s1", "new_country", Anna, 50, _t, 1)).Single();
        var younger = _correlator.Accept(_index, _waiting, [Make.Signal("s2", "new_device", "ben@example.com", 60, _t, 2)], Make.Policy, Make.London, _t + 9000).Incidents.Single();
        var changed = Accept(Make.Signal("s3", "shared_credential", Anna, 55, _t, 1, 2));
        changed.Select(i => i.Id).ShouldBe([older.Id, younger.Id], "the survivor is stored before the redirect");
        changed[0].Version.ShouldBe(2);
        changed[0].SignalCount.ShouldBe(3);
        changed[0].MergedInto.ShouldBeNull();
        changed[0].TookIn.ShouldBe([younger.Id]);
        changed[1].Version.ShouldBe(2);
        changed[1].MergedInto.ShouldBe(older.Id);
        _index.Resolve(younger.Id)!.Id.ShouldBe(older.Id);
        Accept(Make.Signal("s2", "new_device", "ben@example.com", 60, _t, 2)).ShouldBeEmpty("its signal is known at the survivor");
        var rebuilt = IncidentIndex.Rebuild(_index.All.Reverse().ToArray());
        rebuilt.FindBySignal("s2")!.Id.ShouldBe(older.Id);
    }

    [Fact]
    public void One_batch_gives_each_incident_once()
    {
        var changed = Accept(
            Make.Signal("s1", "new_country", Anna, 50, _t, 1),
            Make.Signal("s2", "new_device", "ben@example.com", 60, _t + 1, 2),
            Make.Signal("s3", "shared_credential", Anna, 55, _t + 2, 1, 2));
        var incident = changed.ShouldHaveSingleItem();
        incident.Version.ShouldBe(1);
        incident.TookIn.ShouldBeEmpty("what was never stored had nothing done about it");
        incident.SignalCount.ShouldBe(3);
        _index.All.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_closed_incident_takes_no_more_and_is_named_by_the_next()
    {
        var signal = Make.Signal("s1", "new_country", Anna, 75, _t, 1);
        var first = Accept(signal).Single();
        _index.Put(VerdictRules.Apply(first, new VerdictNote(Verdict.Benign, "analyst", _t, null)));
        Accept(signal with { Score = 99 }).ShouldBeEmpty();
        var next = Accept(Make.Signal("s2", "new_device", Anna, 60, _t + HourMs, 2)).Single();
        (next.Id == first.Id).ShouldBeFalse();
        next.Continues.ShouldBe(first.Id);
        next.Story.ShouldContain($"It follows on incident {first.Id}, which was judged benign");
        next.SignalCount.ShouldBe(1);
    }

    [Fact]
    public void Too_many_entities_keep_incidents_apart()
    {
        for (var side = 0; side < 2; side++)
        {
            for (var i = 0; i < 40; i++)
            {
                Accept(Make.Signal($"{side}-{i}", "new_country", $"user{side}-{i}@example.com", 50, _t, 1 + side));
            }
        }

        Accept(Make.Signal("bridge", "new_device", "user0-0@example.com", 50, _t, 2));
        _index.Open.Count.ShouldBe(2);
        _index.Open.Sum(i => i.SignalCount).ShouldBe(81);
    }

    [Fact]
    public void Further_signals_are_counted_once_each_and_the_strongest_kept()
    {
        for (var i = 0; i < 100; i++)
        {
            Accept(Make.Signal($"s{i}", "listed_address", Anna, 21 + i % 50, _t + i, i));
        }

        var incident = _index.Open.ShouldHaveSingleItem();
        incident.SignalCount.ShouldBe(100);
        incident.Signals.Length.ShouldBe(Incident.MaxSignals);
        incident.FoldedSignals.Length.ShouldBe(100 - Incident.MaxSignals);
        incident.Signals.Min(s => s.Score).ShouldBeGreaterThan(21);
        for (var i = 0; i < 100; i++)
        {
            Accept(Make.Signal($"s{i}", "listed_address", Anna, 21 + i % 50, _t + i, i)).ShouldBeEmpty($"s{i} is known");
        }
    }

    [Fact]
    public void A_hundred_thousand_small_things_stay_small_and_two_reach_a_person()
    {
        var small = Enumerable.Range(0, 20_000).Select(i => Make.Signal($"s{i}", $"d{i % 12}", $"user{i % 500}@example.com", 2, _t + i * 1000L, i)).ToList();
        small.Insert(7000, Make.Signal("a", "impossible_travel", "user7@example.com", 98, _t + 9_000_000, 90_001));
        small.Insert(15000, Make.Signal("b", "mfa_fatigue", "user9@example.com", 98, _t + 12_000_000, 90_002));
        foreach (var batch in small.Chunk(500))
        {
            Accept(batch);
        }

        var told = _index.Open.Where(i => i.Escalation.Decision >= EscalationDecision.Notify).ToArray();
        told.SelectMany(i => i.Signals).Where(s => s.Score > 50).Select(s => s.Id).Order(StringComparer.Ordinal).ShouldBe(["a", "b"]);
        told.Length.ShouldBe(2);
        _index.Open.Where(i => !told.Contains(i)).ShouldBeEmpty("what is small opens nothing");
        _waiting.Count.ShouldBeInRange(1, WaitingSignals.Max);
    }

    [Fact]
    public void Late_signals_decide_what_would_have_been_and_do_not_make_fresh_ones_wake()
    {
        var night = Make.At(2026, 3, 4, 3);
        var late = Accept(Make.Signal("s1", "impossible_travel", Anna, 95, night, 1) with { Late = true }).Single();
        late.Escalation.Decision.ShouldBe(EscalationDecision.Wake);
        late.Escalation.Late.ShouldBeTrue();
        var mixed = Accept(Make.Signal("s2", "new_device", Anna, 30, night + HourMs, 2)).Single();
        mixed.Escalation.Late.ShouldBeTrue("a small thing on time does not wake anybody for the late one");
        var fresh = Accept(Make.Signal("s3", "mfa_fatigue", Anna, 95, night + HourMs, 3)).Single();
        fresh.Escalation.ShouldSatisfyAllConditions(e => e.Decision.ShouldBe(EscalationDecision.Wake), e => e.Late.ShouldBeFalse());
    }

    [Fact]
    public void What_woke_somebody_at_night_is_not_unsaid_in_the_morning()
    {
        var night = Make.At(2026, 3, 4, 3);
        Accept(Make.Signal("s1", "impossible_travel", Anna, 95, night, 1)).Single().Escalation.Decision.ShouldBe(EscalationDecision.Wake);
        Accept(Make.Signal("s2", "new_device", Anna, 45, night + 8 * HourMs, 2)).Single().Escalation.Decision.ShouldBe(EscalationDecision.Wake);
    }

    [Fact]
    public void Grouping_does_not_depend_on_the_order_or_the_batches() =>
        Gen.Select(Gen.Int[0, 6], Gen.Int[0, 4], Gen.Int[0, 12], Gen.Int[0, 200], Gen.Int[10, 95])
            .Array[1, 25]
            .SelectMany(a => Gen.Shuffle(Enumerable.Range(0, a.Length).ToArray()).Select(Gen.Int[1, 6], (order, size) => (a, order, size)))
            .Sample(
                t =>
                {
                    var signals = t.a.Select((s, i) => Random(s, i)).ToArray();
                    var straight = Groups(signals, 1);
                    return straight.SequenceEqual(Groups(t.order.Select(i => signals[i]), t.size), StringComparer.Ordinal)
                        && straight.SequenceEqual(Groups(t.order.Concat(t.order).Select(i => signals[i]), t.size), StringComparer.Ordinal);
                },
                iter: 300);

    [Fact]
    public void Groups_are_the_connected_components() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 300]).Array[1, 25].Sample(
            a =>
            {
                var signals = a.Select((s, i) => Make.Signal($"s{i:00}", $"d{i}", $"user{s.Item1}@example.com", 50, _t + s.Item2 * HourMs, 1000 + i)).ToArray();
                var expected = signals.GroupBy(s => s.Entity.Value, StringComparer.Ordinal).SelectMany(g => Chains([.. g.OrderBy(s => s.AtMs)])).Order(StringComparer.Ordinal);
                return expected.SequenceEqual(Groups(signals, 3), StringComparer.Ordinal);
            },
            iter: 300);

    [Fact]
    public void A_minor_finding_waits_and_opens_nothing()
    {
        var result = _correlator.Accept(_index, _waiting, [Make.Signal("s1", "unusual_hours", Anna, 12, _t, 1)], Make.Policy, Make.London, _t);
        result.Incidents.ShouldBeEmpty();
        result.Waiting.Single().Id.ShouldBe("s1");
        Accept(Make.Signal("s1", "unusual_hours", Anna, 12, _t, 1)).ShouldBeEmpty("a redelivery");
        _waiting.Count.ShouldBe(1);
    }

    [Fact]
    public void What_waits_joins_the_incident_of_its_cause_whichever_comes_first()
    {
        var minor = Make.Signal("s1", "unusual_hours", Anna, 12, _t, 1);
        var other = Make.Signal("s2", "unusual_hours", "ben@example.com", 12, _t, 2);
        var major = Make.Signal("s3", "new_country", Anna, 60, _t + 60_000, 3);
        Accept(minor, other);
        var result = _correlator.Accept(_index, _waiting, [major], Make.Policy, Make.London, _t + 2000);
        result.Incidents.Single().Signals.Select(s => s.Id).ShouldBe(["s1", "s3"]);
        result.Joined.ShouldBe(new Dictionary<string, string>(StringComparer.Ordinal) { ["s1"] = result.Incidents.Single().Id });
        _waiting.All.Single().Id.ShouldBe("s2");
        Accept(Make.Signal("s4", "unusual_hours", Anna, 12, _t + 120_000, 4)).Single().SignalCount.ShouldBe(3);
    }

    [Fact]
    public void Minor_findings_of_one_cause_open_an_incident_when_together_they_matter()
    {
        Accept(Make.Signal("s1", "unusual_hours", Anna, 15, _t, 1)).ShouldBeEmpty();
        var incident = Accept(Make.Signal("s2", "new_device", Anna, 15, _t + 60_000, 2)).Single();
        incident.SignalCount.ShouldBe(2);
        incident.Score.ShouldBeGreaterThanOrEqualTo(CorrelatorOptions.Default.OpensFromScore);
        _waiting.Count.ShouldBe(0);
    }

    [Fact]
    public void What_was_explained_down_is_shown_all_the_same()
    {
        var explained = Make.Signal("s1", "impossible_travel", Anna, 8, _t, 1) with
        {
            BenignReading = "corporate_vpn_exit",
            EvidenceAgainst = [new Evidence("known_vpn", "One end is the client's own VPN.", 60)],
        };
        Accept(explained).Single().SuggestedVerdict.ShouldBe(Verdict.Benign);
    }

    [Fact]
    public void Waiting_findings_are_bounded()
    {
        Accept([.. Enumerable.Range(0, WaitingSignals.Max + 10).Select(i => Make.Signal($"m{i}", "unusual_hours", $"user{i}@example.com", 5, _t + i, i + 1))]);
        _waiting.Count.ShouldBeLessThanOrEqualTo(WaitingSignals.Max);
        _waiting.Find("m0").ShouldBeNull("what happened first leaves first");
    }

    /// <summary>What each store sees: versions without a gap, a survivor before its redirect.</summary>
    [Fact]
    public void Versions_have_no_gap_and_redirects_point_to_what_is_stored() =>
        Gen.Select(Gen.Int[0, 6], Gen.Int[0, 4], Gen.Int[0, 12], Gen.Int[0, 200], Gen.Int[10, 95]).Array[1, 25].Sample(
            a =>
            {
                var index = new IncidentIndex();
                var waiting = new WaitingSignals();
                var store = new Dictionary<string, Incident>(StringComparer.Ordinal);
                foreach (var batch in a.Select((s, i) => Random(s, i)).Chunk(2))
                {
                    foreach (var incident in _correlator.Accept(index, waiting, batch, Make.Policy, Make.London, _t).Incidents)
                    {
                        if (incident.Version != (store.TryGetValue(incident.Id, out var old) ? old.Version : 0) + 1
                            || (incident.MergedInto is { } into && !store.ContainsKey(into)))
                        {
                            return false;
                        }

                        store[incident.Id] = incident;
                    }
                }

                var rebuilt = IncidentIndex.Rebuild(store.Values);
                return index.All.All(i => store[i.Id] == i) && Groups(rebuilt).SequenceEqual(Groups(index), StringComparer.Ordinal);
            },
            iter: 300);

    /// <summary>Minor findings that draw each other into incidents which verdicts keep apart.</summary>
    [Fact]
    public void A_finding_is_in_one_incident_or_waits_and_never_both() =>
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 2], Gen.Int[0, 6], Gen.Int[0, 30], Gen.Int[3, 40]).Array[1, 40].Sample(
            a =>
            {
                var index = new IncidentIndex();
                var waiting = new WaitingSignals();
                foreach (var batch in a.Select((s, i) => Random(s, i)).Chunk(3))
                {
                    var changed = _correlator.Accept(index, waiting, batch, Make.Policy, Make.London, _t).Incidents;
                    if (changed.FirstOrDefault(i => i.MergedInto is null && batch[0].Score < 15) is { } judged)
                    {
                        index.Put(judged with { Verdict = Verdict.Benign, Version = judged.Version + 1 });
                    }
                }

                var ids = index.All.Where(i => i.MergedInto is null).SelectMany(i => i.Signals).Concat(waiting.All).Select(s => s.Id).ToArray();
                return ids.Length == a.Length && ids.Distinct(StringComparer.Ordinal).Count() == a.Length;
            },
            iter: 500);

    private static Signal Random((int User, int Address, int Event, int Hour, int Score) s, int i)
    {
        var signal = Make.Signal($"s{i:00}", $"d{i % 5}", $"user{s.User}@example.com", s.Score, _t + s.Hour * HourMs, s.Event == 0 ? [1] : [1000 + i]);
        return s.Address == 0 ? signal : signal.From($"198.51.100.{s.Address + 10 * s.User}");
    }

    private static IEnumerable<string> Chains(Signal[] inTime)
    {
        var chain = new List<string>();
        for (var i = 0; i < inTime.Length; i++)
        {
            if (i > 0 && inTime[i].AtMs - inTime[i - 1].AtMs > 24 * HourMs)
            {
                yield return string.Join(',', chain.Order(StringComparer.Ordinal));
                chain.Clear();
            }

            chain.Add(inTime[i].Id);
        }

        yield return string.Join(',', chain.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Groups(IncidentIndex index) =>
        index.Open.Select(i => string.Join(',', i.Signals.Select(s => s.Id).Order(StringComparer.Ordinal))).Order(StringComparer.Ordinal);

    private string[] Groups(IEnumerable<Signal> signals, int batchSize)
    {
        var index = new IncidentIndex();
        var waiting = new WaitingSignals();
        foreach (var batch in signals.Chunk(batchSize))
        {
            _correlator.Accept(index, waiting, batch, Make.Policy, Make.London, _t);
        }

        return [.. Groups(index)];
    }

    private IReadOnlyList<Incident> Accept(params Signal[] signals) => _correlator.Accept(_index, _waiting, signals, Make.Policy, Make.London, _t + 2000).Incidents;
}
