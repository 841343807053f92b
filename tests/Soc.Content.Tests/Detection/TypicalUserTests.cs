using Shouldly;
using Soc.Detection;
using Soc.Model.Entities;
using Soc.Model.Policies;
using Soc.Model.Signals;
using Xunit;

namespace Soc.Content.Tests.Detection;

/// <summary>What an ordinary user costs in all detectors together: there are hundreds of thousands of them.</summary>
public sealed class TypicalUserTests(ITestOutputHelper output)
{
    /// <summary>A live user is to cost less than 4.5 KB with everything; states are most of it.</summary>
    private const int MaxBytesAfterTwoMonths = 4_096;
    private const int MaxBytesAfterOneEvent = 2_048;
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void TwoMonthsOfOfficeWorkStaySmallAndQuiet()
    {
        var sink = new LastSink();
        var bytes = Run(60, sink);
        sink.Loudest.ShouldBeLessThan(40, "an ordinary user bothers nobody");
        bytes.ShouldBeLessThan(MaxBytesAfterTwoMonths);
    }

    [Fact]
    public void OneSignInCostsLittle() => Run(0, new LastSink()).ShouldBeLessThan(MaxBytesAfterOneEvent);

    private static IEnumerable<AuthoredEvent> Day(int day)
    {
        var laptop = new AuthoredEvent { T = Start.AddDays(day), Place = "zurich", Device = "laptop-1", Host = "LAP-1", Mfa = true, Session = $"s{day}", App = "Mail" };
        yield return laptop;
        if (day % 7 is 5 or 6 || day == 0)
        {
            yield break;
        }

        yield return laptop with { T = laptop.T.AddMinutes(20), Class = Model.Events.EventClass.TunnelActivity, Source = "panos" };
        yield return laptop with { T = laptop.T.AddHours(4), Mfa = null, Interactive = false };
        yield return laptop with { T = laptop.T.AddHours(5), Device = "phone-1", Host = null, Session = $"p{day}", Egress = EgressClass.Mobile, Ip = "203.0.117.9", Asn = 64601 };
        yield return laptop with { T = laptop.T.AddHours(9), Mfa = false };
    }

    private int Run(int days, ISignalSink sink)
    {
        var policy = ClientPolicy.DefaultFor(CaseEventBuilder.Client);
        var context = new DetectionContext(EntityKey.User(CaseEventBuilder.Client, "anna.keller@example.com"), policy, TimeZoneInfo.Utc);
        var states = new Dictionary<IDetector, DetectorState>();
        var offset = 0;
        for (var day = 0; day <= days; day++)
        {
            foreach (var authored in Day(day))
            {
                var e = CaseEventBuilder.Build(authored, authored.T.ToUnixTimeMilliseconds(), ++offset);
                foreach (var detector in DetectorFolders.Catalog.Value.For(EntityKind.User).Where(d => d.Wants(e)))
                {
                    if (detector.Step(states.GetValueOrDefault(detector), e, context, sink) is { } state)
                    {
                        states[detector] = state;
                    }
                }
            }
        }

        var total = 0;
        foreach (var (detector, state) in states)
        {
            var bytes = DetectorFolders.Serializer.Value.SerializeToArray<DetectorState>(state).Length;
            output.WriteLine($"{detector.Id}: {bytes} bytes");
            total += bytes;
        }

        output.WriteLine($"all: {total} bytes after {days + 1} days");
        return total;
    }

    private sealed class LastSink : ISignalSink
    {
        public double Loudest { get; private set; }

        public void Emit(Signal signal) => Loudest = Math.Max(Loudest, signal.Score);
    }
}
