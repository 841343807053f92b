using Shouldly;
using Soc.Grains.Clients;
using Soc.Model.Ingest;
using Xunit;

namespace Soc.Grains.Tests.Clients;

public sealed class FunnelStateTests
{
    [Fact]
    public void Hours_come_in_any_order_and_are_asked_for_since_a_moment()
    {
        var funnel = new FunnelState();
        foreach (var hour in (int[])[5, 2, 9, 2, 5, 0])
        {
            funnel.Add(Receipt(hour, 1));
        }

        Total(funnel, 0).ShouldBe(6);
        Total(funnel, 2).ShouldBe(5);
        Total(funnel, 3).ShouldBe(3);
        Total(funnel, 9).ShouldBe(1);
        Total(funnel, 10).ShouldBe(0);
    }

    [Fact]
    public void The_oldest_hours_become_one_and_nothing_is_lost()
    {
        var funnel = new FunnelState();
        const int hours = FunnelState.MaxHours + 50;
        for (var hour = 100; hour < 100 + hours; hour++)
        {
            funnel.Add(Receipt(hour, 2));
        }

        // Older than all that is kept apart, and between the hours that are.
        funnel.Add(Receipt(1, 3));
        funnel.Add(Receipt(120, 4));
        Total(funnel, 0).ShouldBe((hours * 2) + 7);
        Total(funnel, 100 + hours - 10).ShouldBe(20);
        Make.Serializer.SerializeToArray(funnel).Length.ShouldBeLessThan(64 * 1024);
    }

    [Fact]
    public void More_rows_than_there_can_be_are_summed()
    {
        var hour = new FunnelHour();
        for (var i = 0; i < FunnelHour.MaxRows + 100; i++)
        {
            hour.Add(new IngestCount("source", "skipped", $"reason {i}", 1, 1, i));
        }

        hour.Rows.Count.ShouldBe(FunnelHour.MaxRows);
        hour.Rows.Sum(r => r.Records).ShouldBe(FunnelHour.MaxRows + 100);
    }

    private static long Total(FunnelState funnel, int sinceHour) => funnel.Since(sinceHour * Make.HourMs).Sum(r => r.Records);

    private static IngestReceipt Receipt(int hour, long records) => new()
    {
        Client = Make.Client,
        ReceivedMs = (hour * Make.HourMs) + 1234,
        Counts = [new IngestCount("test", "parsed", null, records, records, 0)],
    };
}
