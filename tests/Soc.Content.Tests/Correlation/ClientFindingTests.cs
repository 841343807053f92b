using Shouldly;
using Soc.Detection.Correlation;
using Soc.Model.Entities;
using Soc.Model.Signals;
using Xunit;

namespace Soc.Content.Tests.Correlation;

/// <summary>Findings that are kept for a whole client: what they name ties them, and not that they are the client's.</summary>
public sealed class ClientFindingTests
{
    private const long HourMs = 3_600_000;
    private static readonly long _t = Make.At(2026, 3, 3, 12);

    private readonly IncidentIndex _index = new();
    private readonly WaitingSignals _waiting = new();
    private readonly Correlator _correlator = new();

    [Theory]
    [InlineData("rare_destination")]
    [InlineData("new_network_device")]
    public void Of_two_devices_they_stay_apart_and_each_is_tied_to_what_its_device_does(string detector)
    {
        Accept(OfClient("s1", detector, "pc-1", _t, 1));
        Accept(OfClient("s2", detector, "pc-2", _t + HourMs, 2)).ShouldBe(1);
        Accept(OfDevice("s3", "host_sweep", "pc-1", _t + (2 * HourMs), 3)).ShouldBe(2);
        _index.Open.Count.ShouldBe(2);
    }

    [Fact]
    public void Of_one_device_they_are_one()
    {
        Accept(OfClient("s1", "rare_destination", "pc-1", _t, 1));
        Accept(OfClient("s2", "rare_destination", "pc-1", _t + HourMs, 2)).ShouldBe(2);
    }

    [Fact]
    public void Of_the_client_as_such_they_are_one()
    {
        Accept(OfClient("s1", "password_spray_distributed", null, _t, 1));
        Accept(OfClient("s2", "password_spray_distributed", null, _t + HourMs, 2)).ShouldBe(2);
    }

    private static Signal OfClient(string id, string detector, string? device, long atMs, int eventId) =>
        OfDevice(id, detector, device ?? "", atMs, eventId) with
        {
            Entity = EntityKey.ForClient(Make.Client),
            Related = device is null ? [] : [EntityKey.Device(Make.Client, device)],
        };

    private static Signal OfDevice(string id, string detector, string device, long atMs, int eventId) =>
        Make.Signal(id, detector, "nobody@example.com", 50, atMs, eventId) with
        {
            Entity = EntityKey.Device(Make.Client, device.Length == 0 ? "-" : device),
            Subject = new SignalSubject { Device = device.Length == 0 ? null : device },
        };

    private int Accept(Signal signal) =>
        _correlator.Accept(_index, _waiting, [signal], Make.Policy, Make.London, _t).Incidents.Single().SignalCount;
}
