using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Soc.CaptureAgent.Delivery;
using Soc.CaptureAgent.Enrolment;
using Soc.CaptureAgent.Spool;
using Soc.SensorProtocol;
using Xunit;

namespace Soc.Capture.Tests.Agent.Uplink;

/// <summary>The uplink over hours and days that pass in no time.</summary>
public sealed class GatewayLinkTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Start = new(2031, 5, 6, 7, 0, 0, TimeSpan.Zero);

    private readonly WatchedTime _time = new(Start);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("soc-uplink-");
    private readonly DeliveryState _state = new();
    private readonly QuietWatcher _watcher = new();
    private readonly DiskSpool _spool;
    private readonly GatewayLink _link;

    public GatewayLinkTests()
    {
        _spool = DiskSpool.Open(Path.Combine(_folder.FullName, "spool"), 1024 * 1024);
        _link = new GatewayLink(_folder.FullName, _spool, _state, _watcher, _time, NullLogger<GatewayLink>.Instance);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _link.StopAsync(Cancel);
        _link.Dispose();
        _spool.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Pauses_grow_to_a_minute_and_no_further_and_begin_anew_once_the_gateway_answers()
    {
        // Who is not enrolled fails at each attempt.
        await _link.StartAsync(Cancel);
        foreach (var seconds in new[] { 0.5, 1, 2, 4, 8, 16, 32, 60, 60, 60 })
        {
            (await _time.PassAsync()).ShouldBe(TimeSpan.FromSeconds(seconds));
        }

        _state.Problem.ShouldNotBeNull().ShouldContain("not enrolled");
        (await _time.PauseAsync()).ShouldBe(TimeSpan.FromMinutes(1));
        await using var gateway = await FakeGateway.StartAsync(_time);
        SensorIdentity.Save(_folder.FullName, gateway.Identity());
        _time.Advance(TimeSpan.FromMinutes(1));
        await gateway.HeardAsync(FromSensor.WhatOneofCase.Heartbeat);
        await _watcher.Answered.WaitAsync(TimeSpan.FromSeconds(20), Cancel);
        _state.Problem.ShouldBeNull();

        // It ends the connection with the next word.
        gateway.EndsConnections = true;
        _time.Advance(TimeSpan.FromSeconds(10));
        (await _time.PauseAsync()).ShouldBe(TimeSpan.FromSeconds(0.5));
    }

    [Fact]
    public async Task The_certificate_is_renewed_at_two_thirds_of_its_life_and_not_before()
    {
        await using var gateway = await FakeGateway.StartAsync(_time);
        SensorIdentity.Save(_folder.FullName, gateway.Identity());
        await _link.StartAsync(Cancel);
        var first = await gateway.ConnectedAsync();
        await gateway.HeardAsync(FromSensor.WhatOneofCase.Heartbeat);

        // It lasts 72 hours.
        _time.Advance(TimeSpan.FromHours(48) - TimeSpan.FromMinutes(1));
        await gateway.HeardAsync(FromSensor.WhatOneofCase.Heartbeat);
        gateway.Renewals.ShouldBe(0);
        _time.Advance(TimeSpan.FromMinutes(1));
        await _time.PassAsync();
        await _time.PassAsync();
        string.Equals(await gateway.ConnectedAsync(), first, StringComparison.Ordinal).ShouldBeFalse();
        gateway.Renewals.ShouldBe(1);
        using var identity = SensorIdentity.Load(_folder.FullName);
        (identity.SensorId, identity.Client).ShouldBe(("s1", "acme"));
        identity.RenewAt.ShouldBe(Start.AddHours(48 + 48), tolerance: TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task To_a_clock_that_is_far_ahead_a_certificate_is_renewed_once_an_hour_and_batches_go_on()
    {
        await using var gateway = await FakeGateway.StartAsync(_time);
        gateway.Life = TimeSpan.FromSeconds(1);
        SensorIdentity.Save(_folder.FullName, gateway.Identity());
        _time.Advance(TimeSpan.FromSeconds(1));
        await _link.StartAsync(Cancel);
        await _time.PassAsync();
        await gateway.ConnectedAsync();
        await gateway.HeardAsync(FromSensor.WhatOneofCase.Heartbeat);
        _time.Advance(TimeSpan.FromMinutes(59));
        await gateway.HeardAsync(FromSensor.WhatOneofCase.Heartbeat);
        gateway.Renewals.ShouldBe(1);
        _time.Advance(TimeSpan.FromMinutes(1));
        await _time.PassAsync();
        await _time.PassAsync();
        await gateway.ConnectedAsync();
        gateway.Renewals.ShouldBe(2);
    }
}
