using Shouldly;
using Soc.Detection.Correlation.Related;
using Soc.GrainInterfaces.Incidents;
using Soc.Model.Entities;
using Soc.Model.Events;
using Soc.Model.Incidents;
using Xunit;

namespace Soc.Grains.Tests.Silo;

/// <summary>What grave incidents are about is remembered for all clients, over failing stores and restarts.</summary>
public sealed class SharedThingTests : IDisposable
{
    private const string Other = "other";
    private readonly string _folder = Directory.CreateTempSubdirectory("soc-shared-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string Key => new SharedThing(EntityKind.Address, Make.BadAddress, 0, 0).Key;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_grave_incident_is_noted_once_though_the_store_was_away_and_stays_so()
    {
        SharedSighting[] noted;
        await using (var engine = await Engine.StartAsync(_folder))
        {
            await Thing(engine).ReportAsync(new SharedSighting(Other, "inc-other", Make.Morning, Make.Morning), Cancel);
            engine.EntityOutage.IsOn = true;
            await engine.SendAsync(Attack());
            await Engine.UntilAsync(async () => (await engine.IncidentsAsync()) is [{ SignalCount: >= 2 }], "the incident is there, whatever is away beside it");
            var incident = (await engine.IncidentsAsync()).Single();
            incident.Score.ShouldBeGreaterThanOrEqualTo(Make.Policy.Thresholds.Notify, "else it takes no part");
            incident.Signals.ShouldContain(s => s.OutsideAddresses.Length > 0 && s.OutsideAddresses[0] == Make.BadAddress);
            await Engine.UntilAsync(() => ValueTask.FromResult(engine.EntityOutage.Failures > 3), "the store failed");
            (await Thing(engine).GetAsync(Cancel)).ShouldHaveSingleItem().Client.ShouldBe(Other, "what is not durable is not known");
            engine.EntityOutage.IsOn = false;
            await Engine.UntilAsync(async () => (await Thing(engine).GetAsync(Cancel)).Length == 2, "it is told again");
            noted = await Thing(engine).GetAsync(Cancel);
            noted[0].ShouldBe(new SharedSighting(Make.Client, incident.Id, noted[0].FirstMs, noted[0].LastMs));
            incident.Signals.ShouldAllBe(s => s.Times != null && s.Times.EventMs <= s.AtMs && s.Times.DetectedMs >= s.Times.ReceivedMs);
            await engine.AppliedAsync();
        }

        await using (var again = await Engine.StartAsync(_folder))
        {
            (await Thing(again).GetAsync(Cancel)).ShouldBe(noted);
            await again.SendAsync(Attack());
            await again.AppliedAsync();
            (await Thing(again).GetAsync(Cancel)).ShouldBe(noted, "the same again changes nothing");
        }
    }

    // Each by itself is told in the digest; together they are grave.
    private static SecurityEvent[] Attack() => [.. Make.Guessed("anna@acme.example", Make.Morning), .. Make.Guessed("ben@acme.example", Make.Morning)];

    private static ISharedThingGrain Thing(Engine engine) => engine.Grains.GetGrain<ISharedThingGrain>(Key);
}
