using Shouldly;
using Soc.CaptureAgent.Enrolment;
using Xunit;

namespace Soc.Capture.Tests.Agent.Uplink;

/// <summary>Whether a certificate is valid is asked of the clock that everything else goes by.</summary>
public sealed class EnrollerTests
{
    private readonly WatchedTime _time = new(new DateTimeOffset(2031, 5, 6, 7, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task A_gateway_is_believed_while_its_certificate_is_valid()
    {
        await using var gateway = await FakeGateway.StartAsync(_time);
        var identity = await Enroller.EnrolAsync(gateway.Address, gateway.Token(), "test", _time, TestContext.Current.CancellationToken);
        (identity.SensorId, identity.Client).ShouldBe(("s1", "acme"));
        _time.Advance(TimeSpan.FromDays(301));
        (await Should.ThrowAsync<InvalidOperationException>(() => Enroller.EnrolAsync(gateway.Address, gateway.Token(), "test", _time, TestContext.Current.CancellationToken)))
            .Message.ShouldContain("Nothing was sent to it");
    }
}
