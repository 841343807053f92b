using Shouldly;
using Soc.Detection.Network;
using Soc.Model.Events;
using Xunit;

namespace Soc.Content.Tests.Detection;

/// <summary>The attempts that a finding of a scan names.</summary>
public sealed class ScanSampleTests
{
    [Fact]
    public void A_host_tried_on_three_ports_is_named_once()
    {
        var memory = new ScanMemory();
        for (var i = 0; i < 9; i++)
        {
            memory.AddSample(new ScanSample(new EventId(1, (ulong)i), $"10.1.0.{i / 3}"));
        }

        memory.Samples.Select(s => s.Text).ShouldBe(["10.1.0.0", "10.1.0.1", "10.1.0.2"]);
    }
}
