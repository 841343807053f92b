using System.Text.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Soc.Model.Incidents;
using Soc.Storage.Conformance.Support;
using Soc.Storage.Documents;
using Xunit;

namespace Soc.Storage.Conformance.Documents;

/// <summary>All stores keep incidents in this form.</summary>
public sealed class IncidentJsonTests
{
    private static readonly string[] AddedToSignals = ["Times", "SeenAt", "OutsideAddresses", "UsualDomains"];

    [Fact]
    public void A_document_of_before_a_member_was_added_is_read_without_it()
    {
        var document = JsonSerializer.SerializeToNode(Samples.Incident("i1", 1, 1_000), IncidentJson.Options)!;
        var signal = document["Signals"]![0]!.AsObject();
        foreach (var member in AddedToSignals)
        {
            signal.Remove(member).ShouldBeTrue(member);
        }

        var read = document.Deserialize<Incident>(IncidentJson.Options)!.Signals.Single();
        read.Times.ShouldBeNull();
        read.SeenAt.ShouldBeEmpty();
        read.OutsideAddresses.ShouldBeEmpty();
        read.UsualDomains.ShouldBeEmpty();
        read.Id.ShouldBe("s-i1");
    }
}
