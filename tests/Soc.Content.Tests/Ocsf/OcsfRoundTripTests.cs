using System.Text;
using System.Text.Json;
using CsCheck;
using Shouldly;
using Soc.Model.Events;
using Soc.Model.Ocsf;
using Xunit;

namespace Soc.Content.Tests.Ocsf;

public sealed class OcsfRoundTripTests
{
    [Fact]
    public void WhatIsWrittenIsReadBack() => EventGen.Event.Sample(
        e =>
        {
            var back = Read(OcsfWriter.ToUtf8(e), isOwn: true);
            back.ShouldNotBeNull();
            (back.Raw ?? []).ShouldBe(e.Raw ?? []);
            (back with { Raw = null }).ShouldBe(e with { Raw = null });
        },
        iter: 5_000);

    [Fact]
    public void EveryRequiredAttributeIsThere() => EventGen.Event.Sample(
        e =>
        {
            using var document = JsonDocument.Parse(OcsfWriter.ToUtf8(e));
            var missing = OcsfRequirements.Missing(document.RootElement).ToArray();
            missing.ShouldBeEmpty(Encoding.UTF8.GetString(OcsfWriter.ToUtf8(e)));
        },
        iter: 5_000);

    [Fact]
    public void IdsOfOthersAreNotTakenOver()
    {
        var e = Plain with { UserKey = "acme:somebody" };
        var read = Read(OcsfWriter.ToUtf8(e), isOwn: false);
        read.ShouldNotBeNull();
        read.Id.ShouldNotBe(e.Id);
        read.Source.ShouldBe("ocsf");
        read.UserKey.ShouldBeNull();
        read.Client.ShouldBe("acme");
    }

    [Fact]
    public void ProductIsByLookupOrAsGiven()
    {
        var e = Plain with { Source = "okta" };
        Product(OcsfWriter.ToUtf8(e)).ShouldBe(("Okta", "Okta Identity Cloud"));
        Product(OcsfWriter.ToUtf8(e, new OcsfProduct("Contrived", "Gate"))).ShouldBe(("Contrived", "Gate"));
        Product(OcsfWriter.ToUtf8(e with { Source = "homegrown" })).ShouldBe(("Unknown", "homegrown"));
    }

    private static SecurityEvent Plain => new()
    {
        Id = new EventId(1, 2),
        Client = "acme",
        Class = EventClass.Authentication,
        ActivityId = Activity.Auth.Logon,
        TimeMs = 1_772_438_400_000,
        ReceivedMs = 1_772_438_401_000,
        Source = "panos",
    };

    private static (string?, string?) Product(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        var product = document.RootElement.GetProperty("metadata").GetProperty("product");
        return (product.GetProperty("vendor_name").GetString(), product.GetProperty("name").GetString());
    }

    private static SecurityEvent? Read(byte[] json, bool isOwn)
    {
        using var document = JsonDocument.Parse(json);
        var received = document.RootElement.GetProperty("metadata").GetProperty("logged_time").GetInt64();
        return OcsfReader.Read(document.RootElement, json, new OcsfReadContext("acme", received, IsOwn: isOwn), out _);
    }
}
