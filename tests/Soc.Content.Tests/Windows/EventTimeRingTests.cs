using System.Runtime.InteropServices;
using CsCheck;
using Shouldly;
using Soc.Detection.Windows;
using Soc.Model.Events;
using Xunit;

namespace Soc.Content.Tests.Windows;

/// <summary>The ring is held against a sorted list that forgets its oldest.</summary>
public sealed class EventTimeRingTests
{
    private const int Max = 16;

    [Fact]
    public void IsASortedListThatForgetsItsOldest() =>
        Gen.Select(Gen.Int[0, 60], Gen.Int[0, 3], Gen.Int[0, 19]).Array[0, 200].Sample(steps =>
        {
            var ring = new EventTimeRing<Moment>();
            var model = new List<Moment>();
            foreach (var (time, id, operation) in steps)
            {
                if (operation == 0)
                {
                    ring.DropBefore(time);
                    model.RemoveAll(m => m.TimeMs < time);
                    continue;
                }

                var moment = new Moment(time, new EventId((ulong)time, (ulong)id));
                ring.Insert(moment, Max).ShouldBe(InsertIntoModel(model, moment));
                ring.Items.ToArray().ShouldBe(model);
                ring.Between(time - 5, time + 5).ToArray().ShouldBe(model.Where(m => m.TimeMs >= time - 5 && m.TimeMs <= time + 5));
            }
        });

    private static bool InsertIntoModel(List<Moment> model, Moment moment)
    {
        var at = model.FindIndex(m => m.TimeMs > moment.TimeMs);
        at = at < 0 ? model.Count : at;
        if (model.Contains(moment) || (model.Count == Max && at == 0))
        {
            return false;
        }

        model.Insert(at, moment);
        if (model.Count > Max)
        {
            model.RemoveAt(0);
        }

        return true;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Moment(long TimeMs, EventId Id) : ITimedItem;
}
