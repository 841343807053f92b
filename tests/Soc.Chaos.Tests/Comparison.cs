using Shouldly;
using Soc.Simulator.Transport;
using Xunit;

namespace Soc.Chaos.Tests;

/// <summary>What the product found against what the oracle says that it should have found.</summary>
internal static class Comparison
{
    public static async Task<Dictionary<string, long>> CountsAsync(ApiClient api, Load load, CancellationToken cancellationToken)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var user in load.EventsByUser.Keys.Where((_, i) => i % 3 == 0))
        {
            counts[user] = (await api.FindAsync<ApiEntityView>($"/api/v1/clients/{Oracle.Client}/entities/user/{Uri.EscapeDataString(user)}", cancellationToken))?.EventCount ?? 0;
        }

        return counts;
    }

    public static void NothingAcknowledgedIsLost(IReadOnlyCollection<Request> requests, IReadOnlyCollection<Sender> senders, ApiFunnel funnel, Oracle oracle)
    {
        senders.Sum(s => s.Acknowledged).ShouldBe(requests.Count);
        oracle.Events.Count.ShouldBe(requests.Sum(r => r.Records.Count), "each record is one event, and all of them are in the log");

        // A request's number of records is its name.
        var counted = oracle.Receipts.CountBy(r => (int)r.Counts.Sum(c => c.Records)).ToDictionary();
        foreach (var request in requests)
        {
            var size = request.Records.Count;
            counted.GetValueOrDefault(size).ShouldBeInRange(1, 1 + senders.Sum(s => s.Unknown.Count(u => u == size)), $"receipts of the request with {size} records");
        }

        funnel.Records.ShouldBe(oracle.Receipts.Sum(r => r.Counts.Sum(c => c.Records)), "the funnel counts each receipt once");
        funnel.Parsed.ShouldBe(funnel.Records);
        (funnel.Skipped + funnel.Malformed).ShouldBe(0);
    }

    public static void EventsAreAppliedOnce(Load load, Dictionary<string, long> counts)
    {
        counts.Count.ShouldBeGreaterThan(50);
        foreach (var (user, count) in counts)
        {
            count.ShouldBe(load.EventsByUser[user], user);
        }
    }

    public static void SignalsAreThoseOfTheOracle(IReadOnlyList<ApiIncident> incidents, Oracle oracle, ITestOutputHelper output)
    {
        var expected = oracle.Incidents.Select(i => i.Signals.Select(s => Finding.Of(s.Detector, Model.Entities.EntityKey.KindName(s.Entity.Kind), s.Entity.Value, s.Id)).ToArray()).ToArray();
        var found = incidents.Select(i => i.Signals.Select(s => Finding.Of(s.Detector, s.Entity.Kind, s.Entity.Key, s.Id)).ToArray()).ToArray();
        output.WriteLine($"{expected.Sum(e => e.Length)} signals in {expected.Length} incidents: {string.Join(", ", expected.SelectMany(e => e).CountBy(f => f.Detector).OrderBy(c => c.Key, StringComparer.Ordinal))}");

        incidents.SelectMany(i => i.Signals).GroupBy(s => s.Id, StringComparer.Ordinal).Where(g => g.Count() > 1).ShouldBeEmpty("no signal is in two incidents, or twice in one");
        Sorted(found.SelectMany(f => f)).ShouldBe(Sorted(expected.SelectMany(e => e)), "signals: none missing, none twice");
        Sorted(found.Select(Words)).ShouldBe(Sorted(expected.Select(Words)), "incidents as a partition of the signals");
        foreach (var detector in (string[])["brute_force_success", "mfa_fatigue", "password_spray", "password_spray_distributed"])
        {
            expected.SelectMany(e => e).ShouldContain(f => f.Detector == detector, $"the load holds {detector}");
        }
    }

    private static string Words(Finding[] incident) => string.Join(" + ", Sorted(incident));

    private static string[] Sorted(IEnumerable<object> items) => [.. items.Select(i => i.ToString()!).Order(StringComparer.Ordinal)];
}
