using Orleans;
using Orleans.Runtime;
using Shouldly;
using Soc.Model.Incidents;
using Xunit;

namespace Soc.Grains.Tests.Silo;

/// <summary>The whole silo over its files: from the event log to the incident, over restarts and failing stores.</summary>
public sealed class EngineTests : IDisposable
{
    private static readonly string[] Users = [.. Enumerable.Range(0, 12).Select(i => $"user{i}@acme.example")];
    private readonly string _folder = Directory.CreateTempSubdirectory("soc-grains-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Events_become_incidents_and_a_restart_goes_on()
    {
        int incidents;
        var ids = new List<string>();
        await using (var engine = await Engine.StartAsync(_folder))
        {
            await SendStoryAsync(engine, fromUser: 0);
            await engine.AppliedAsync();
            var found = await engine.IncidentsAsync();
            found.Count.ShouldBe(Users.Length, "each user's guessed password is a thing of its own");
            found.ShouldAllBe(i => i.Signals.Any(s => s.Detector == "brute_force_success"));
            incidents = found.Count;
            ids.AddRange(found.SelectMany(i => i.Signals).Select(s => s.Id));
            (await engine.FunnelAsync()).Records.ShouldBe(Users.Length * 8);
        }

        await using (var engine = await Engine.StartAsync(_folder))
        {
            await engine.AppliedAsync();
            (await engine.StoredOffsetAsync(0)).ShouldBeGreaterThan(0, "the stop stored what was applied");
            foreach (var user in Users)
            {
                var view = await engine.ViewAsync(user);
                view.EventCount.ShouldBe(8);
                view.Risk.ShouldBeGreaterThan(0);
            }

            // A shipper that lost the answer sends again: the records count, the events do not.
            await SendStoryAsync(engine, fromUser: 0);
            await engine.AppliedAsync();
            (await engine.ViewAsync(Users[0])).EventCount.ShouldBe(8);
            var found = await engine.IncidentsAsync();
            found.Count.ShouldBe(incidents);
            found.SelectMany(i => i.Signals).Select(s => s.Id).Order(StringComparer.Ordinal).ShouldBe(ids.Order(StringComparer.Ordinal));
            var funnel = await engine.FunnelAsync();
            funnel.Records.ShouldBe(2 * Users.Length * 8);
            funnel.Incidents.ShouldBe(incidents);
        }
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task Stores_that_fail_for_a_while_lose_and_double_nothing(bool entities, bool incidents)
    {
        await using (var engine = await Engine.StartAsync(_folder))
        {
            engine.EntityOutage.IsOn = entities;
            engine.IncidentOutage.IsOn = incidents;
            await SendStoryAsync(engine, fromUser: 0);
            await Engine.UntilAsync(
                () => ValueTask.FromResult((!entities || engine.EntityOutage.Failures > 5) && (!incidents || engine.IncidentOutage.Failures > 5)),
                "the stores failed a few times");
            await Engine.UntilAsync(() => ValueTask.FromResult(engine.Told(incidents ? "waits at offset" : "entities could not be checkpointed")), "health says what waits");
            engine.EntityOutage.IsOn = engine.IncidentOutage.IsOn = false;
            await engine.AppliedAsync();
            await CheckAsync(engine);
            await Engine.UntilAsync(() => ValueTask.FromResult(!engine.Told("")), "all works again");
        }

        await using (var again = await Engine.StartAsync(_folder))
        {
            await again.AppliedAsync();
            await CheckAsync(again);
        }

        static async Task CheckAsync(Engine engine)
        {
            foreach (var user in Users)
            {
                (await engine.ViewAsync(user)).EventCount.ShouldBe(8);
            }

            var found = await engine.IncidentsAsync();
            found.Count.ShouldBe(Users.Length);
            found.SelectMany(i => i.Signals).Count(s => s.Detector == "brute_force_success").ShouldBe(Users.Length);
            (await engine.FunnelAsync()).Records.ShouldBe(Users.Length * 8);
        }
    }

    /// <summary>Activations end with changes that could not be stored, and nothing new comes that would tell the readers.</summary>
    [Fact]
    public async Task State_that_vanished_from_memory_is_read_again_from_the_log()
    {
        await using var engine = await Engine.StartAsync(_folder);
        engine.EntityOutage.IsOn = true;
        var events = Users.SelectMany(u => Enumerable.Range(0, 5).Select(i => Make.SignIn(u, Make.Morning + (i * Make.HourMs)))).ToArray();
        await engine.SendAsync(events);
        await engine.AppliedAsync();
        await engine.Grains.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);
        engine.EntityOutage.IsOn = false;

        await Engine.UntilAsync(async () => (await engine.ViewAsync(Users[3])).EventCount == 5 && engine.Tracker.Epoch > 0, "the log is read again");
        await engine.AppliedAsync();
        foreach (var user in Users)
        {
            await Engine.UntilAsync(async () => (await engine.ViewAsync(user)).EventCount == 5, $"{user} is as he was");
        }

        await Engine.UntilAsync(async () => (await engine.FunnelAsync()).Records == events.Length, "the client is as it was");
    }

    /// <summary>The next activation begins from what is stored: what comes next must wait for what the last one had and did not store.</summary>
    [Fact]
    public async Task State_that_vanished_leaves_no_gap_when_the_next_events_come_first()
    {
        await using var engine = await Engine.StartAsync(_folder);
        for (var round = 0; round < 6; round++)
        {
            engine.EntityOutage.IsOn = true;
            await engine.SendAsync(Make.SignIn(Users[0], Make.Morning + (round * 2 * Make.HourMs)));
            await engine.AppliedAsync();
            await engine.Grains.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);
            await engine.SendAsync(Make.SignIn(Users[0], Make.Morning + (((round * 2) + 1) * Make.HourMs)));
            engine.EntityOutage.IsOn = false;
            await Engine.UntilAsync(async () => (await engine.ViewAsync(Users[0])).EventCount == (round + 1) * 2, $"both events of round {round} are applied");
        }
    }

    [Fact]
    public async Task An_event_that_cannot_be_enriched_is_left_out_and_the_others_go_on()
    {
        await using var engine = await Engine.StartAsync(_folder);
        await engine.SendAsync(
            Make.SignIn(Users[0], Make.Morning),
            Make.SignIn(Users[0], Make.Morning + Make.HourMs, ip: FailingEnricher.PoisonAddress),
            Make.SignIn(Users[0], Make.Morning + (2 * Make.HourMs)));
        await engine.AppliedAsync();
        (await engine.ViewAsync(Users[0])).EventCount.ShouldBe(2);
        engine.Pump.Problems.ShouldBeEmpty();
    }

    /// <summary>Something throws where nobody expects it, for every batch, for a while.</summary>
    [Fact]
    public async Task A_partition_that_fails_says_so_and_goes_on_by_itself()
    {
        await using var engine = await Engine.StartAsync(_folder);
        engine.PolicyOutage.IsOn = true;
        await SendStoryAsync(engine, fromUser: 0);
        await Engine.UntilAsync(() => ValueTask.FromResult(engine.Pump.Problems.Any() && engine.PolicyOutage.Failures > 10), "health says that partitions fail");
        engine.Pump.Problems.ShouldAllBe(p => p.Contains("read again", StringComparison.Ordinal));
        engine.PolicyOutage.IsOn = false;
        await engine.AppliedAsync();
        await Engine.UntilAsync(() => ValueTask.FromResult(!engine.Pump.Problems.Any()), "health is well again");
        foreach (var user in Users)
        {
            (await engine.ViewAsync(user)).EventCount.ShouldBe(8);
        }

        (await engine.FunnelAsync()).Records.ShouldBe(Users.Length * 8);
    }

    [Fact]
    public async Task A_verdict_weighs_on_what_comes_later_and_says_so()
    {
        await using var engine = await Engine.StartAsync(_folder);
        await engine.SendAsync(Make.Guessed(Users[0], Make.Morning));
        await engine.AppliedAsync();
        var before = (await engine.IncidentsAsync()).ShouldHaveSingleItem();
        var raw = before.Signals.Single(s => s.Detector == "brute_force_success");

        var judged = await engine.Client.SetVerdictAsync(before.Id, new VerdictNote(Verdict.Benign, "anna", Make.Morning + Make.HourMs, "Password test of the IT department."), CancellationToken.None);
        judged.ShouldNotBeNull().Verdict.ShouldBe(Verdict.Benign);
        (await engine.Client.SetVerdictAsync("inc-unknown", new VerdictNote(Verdict.Benign, "anna", 1, null), CancellationToken.None)).ShouldBeNull();

        await engine.SendAsync(Make.Guessed(Users[0], Make.Morning + (200 * Make.HourMs)));
        await engine.AppliedAsync();
        var later = (await engine.IncidentsAsync()).Single(i => i.Id != before.Id).Signals.Single(s => s.Detector == "brute_force_success");
        later.Score.ShouldBeLessThan(raw.Score);
        var known = raw.EvidenceAgainst.Select(e => e.Fact).ToHashSet(StringComparer.Ordinal);
        later.EvidenceAgainst.ShouldContain(e => !known.Contains(e.Fact) && e.Text.Contains("benign", StringComparison.OrdinalIgnoreCase) && e.Weight > 0);
        (await engine.FunnelAsync()).Incidents.ShouldBe(2);
    }

    [Fact]
    public async Task A_verdict_that_could_not_be_stored_is_set_again()
    {
        await using var engine = await Engine.StartAsync(_folder);
        await engine.SendAsync(Make.Guessed(Users[0], Make.Morning));
        await engine.AppliedAsync();
        var id = (await engine.IncidentsAsync()).ShouldHaveSingleItem().Id;
        var note = new VerdictNote(Verdict.Benign, "anna", Make.Morning + Make.HourMs, "Password test of the IT department.");

        engine.IncidentOutage.IsOn = true;
        for (var attempt = 0; attempt < 2; attempt++)
        {
            await Should.ThrowAsync<Exception>(() => engine.Client.SetVerdictAsync(id, note, CancellationToken.None).AsTask());
        }

        engine.IncidentOutage.IsOn = false;
        (await engine.Client.SetVerdictAsync(id, note, CancellationToken.None)).ShouldNotBeNull().Verdict.ShouldBe(Verdict.Benign);
        (await engine.IncidentsAsync()).ShouldHaveSingleItem().Verdict.ShouldBe(Verdict.Benign, "it is stored, not in memory only");
    }

    private static async Task SendStoryAsync(Engine engine, int fromUser)
    {
        for (var i = fromUser; i < Users.Length; i++)
        {
            // Days apart and from addresses of their own, so that nothing ties them together.
            await engine.SendAsync(Make.Guessed(Users[i], Make.Morning + (i * 100 * Make.HourMs), $"198.51.100.{20 + i}"));
        }
    }
}
