using System.Diagnostics;
using System.Globalization;
using Shouldly;
using Soc.Detection;
using Soc.Model.Entities;
using Soc.Model.Policies;
using Soc.Model.Signals;
using Xunit;

namespace Soc.Content.Tests.Detection;

/// <summary>
/// All detectors of a user over a stream of sign-ins of many users, states in a dictionary, on one thread. Prints the time of the processor (run it alone to read it); what is held
/// is the memory made, which does not depend on the machine.
/// </summary>
public sealed class ManyUsersTests(ITestOutputHelper output)
{
    private const int Users = 10_000;
    private const int Days = 3;
    private const int MaxAllocatedAnEvent = 400;

    [Fact]
    public void AStreamOfOrdinarySignInsIsCheapAndQuiet()
    {
        var detector = DetectorFolders.Catalog.Value.For(EntityKind.User).Single();
        var policy = ClientPolicy.DefaultFor(CaseEventBuilder.Client);
        var states = new Dictionary<string, DetectorState>(StringComparer.Ordinal);
        var sink = new Counter();
        using var process = Process.GetCurrentProcess();
        var (events, allocated, time) = (0, 0L, TimeSpan.Zero);
        for (var day = 0; day < Days; day++)
        {
            var today = Day(day);
            var keys = Array.ConvertAll(today, e => EntityKey.User(e.Event.Client, e.Event.UserKey!));
            var before = GC.GetAllocatedBytesForCurrentThread();
            process.Refresh();
            var started = process.TotalProcessorTime;
            for (var i = 0; i < today.Length; i++)
            {
                var e = today[i];
                if (detector.Wants(e) && detector.Step(states.GetValueOrDefault(e.Event.UserKey!), e, new DetectionContext(keys[i], policy, TimeZoneInfo.Utc), sink) is { } state)
                {
                    states[e.Event.UserKey!] = state;
                }
            }

            process.Refresh();
            var took = process.TotalProcessorTime - started;

            // The first day makes the memories.
            if (day > 0)
            {
                events += today.Length;
                allocated += GC.GetAllocatedBytesForCurrentThread() - before;
                time += took;
            }
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{time.TotalMicroseconds / events:F2} µs and {(double)allocated / events:F0} bytes an event, {sink.Signals} signals of {events} events of {Users} users"));
        (allocated / events).ShouldBeLessThan(MaxAllocatedAnEvent);
        sink.Signals.ShouldBeLessThan(events / 1_000, "ordinary life of users who are still learned is not told");
    }

    private static EnrichedEvent[] Day(int day)
    {
        var places = CasePlaces.All.Keys.Order(StringComparer.Ordinal).ToArray();
        var made = new List<EnrichedEvent>(Users * 5);
        for (var user = 0; user < Users; user++)
        {
            var start = new DateTimeOffset(2026, 1, 5 + day, 7, 0, 0, TimeSpan.Zero).AddSeconds(user % 3_600);
            var laptop = new AuthoredEvent { T = start, User = $"user{user}@example.com", Place = places[user % places.Length], Device = $"laptop-{user}", Host = $"LAP-{user}", Os = "Windows 11", Client = "Edge 140", Mfa = true, Session = $"s{user}", App = "Mail" };
            AuthoredEvent[] lines =
            [
                laptop,
                laptop with { T = start.AddMinutes(5), Class = Model.Events.EventClass.TunnelActivity, Source = "panos", Session = $"v{user}-{day}" },
                laptop with { T = start.AddHours(2), Mfa = null, Interactive = false },
                laptop with { T = start.AddHours(4), MfaFromToken = true },
                laptop with { T = start.AddHours(6), MfaFromToken = true, App = "Files" },
            ];
            made.AddRange(lines.Select(a => CaseEventBuilder.Build(a, a.T.ToUnixTimeMilliseconds(), (day * 100_000_000L) + a.T.ToUnixTimeMilliseconds())));
        }

        return [.. made.OrderBy(e => e.Event.TimeMs)];
    }

    private sealed class Counter : ISignalSink
    {
        public int Signals { get; private set; }

        public void Emit(Signal signal) => Signals++;
    }
}
