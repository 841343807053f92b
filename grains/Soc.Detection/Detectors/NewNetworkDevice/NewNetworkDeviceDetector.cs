using Soc.Detection.Network;
using Soc.Detection.SignIns;
using Soc.Detection.Windows;
using Soc.Model.Entities;
using Soc.Model.Policies;
using Soc.Model.Signals;

namespace Soc.Detection.Detectors.NewNetworkDevice;

/// <summary>
/// A device that this client has never seen is on its network. By itself it stays below the digest: new laptops come every week. It names the
/// device in every way that other findings name it, so that whatever that device does is told together with its being new.
/// </summary>
public sealed class NewNetworkDeviceDetector () : NetworkDetector<NewNetworkDeviceState>(DetectorId, EntityKind.Client), IDailyNewsDetector
{
    private const string DetectorId = "new_network_device";
    private static readonly string[] Techniques = ["T1200"];

    private readonly NewNetworkDeviceOptions _options = NewNetworkDeviceOptions.Default;

    protected override bool Matters(EnrichedEvent e) => SignIn.HasUsableTime(e.Event) && Sighting.Of(e.Event) is not null;

    /// <summary>A device, and each thing that is learned of it.</summary>
    public string? NewsOf(EnrichedEvent e) =>
        Sighting.Of(e.Event) is { } seen ? $"{seen.Key:x8} {seen.Name} {seen.VendorClass} {(seen.Ip is null ? "" : "ip")}" : null;

    protected override void Step(NewNetworkDeviceState state, EnrichedEvent e, in DetectionContext context, ISignalSink sink)
    {
        var seen = Sighting.Of(e.Event)!.Value;
        var at = e.Event.TimeMs;
        var day = SeenTable.DayOf(at);
        var isLearning = state.Clock.IsLearning(at, context.Policy.LearningDays);
        var isCounting = !state.Clock.IsLearning(at, _options.DaysBeforeCounting);
        state.Clock = state.Clock.Observe(at);

        var nameKey = seen.Name is { } name && DeviceHints.IsOwnName(name) ? StableHash.Of(name) : 0;
        var nameBefore = nameKey == 0 ? null : state.Names.Touch(nameKey, day, NewNetworkDeviceState.MaxNames);
        var before = state.Devices.Touch(seen.Key, day, NewNetworkDeviceState.MaxDevices);
        var absentDays = before is { } known ? day - known.Last : 0;
        if (before is null && isCounting)
        {
            state.CountNew(day, _options.Alpha);
        }

        if (before is null || absentDays >= _options.ReturnDays)
        {
            if (!isLearning)
            {
                Add(state, new RecentDevice
                {
                    Key = seen.Key,
                    FirstMs = at,
                    FirstId = e.Event.Id,
                    Mac = seen.Mac.Value,
                    Name = seen.Name,
                    Ip = seen.Ip,
                    VendorClass = seen.VendorClass,
                    SeenBy = e.Event.Reporter,
                    AbsentDays = absentDays,
                    NameLastDay = nameBefore?.Last ?? 0,
                });
                Tell(state, state.Recent.Length - 1, e, context, sink);
            }
        }
        else
        {
            Refine(state, seen, nameBefore, e, context, sink);
        }
    }

    protected override IEnumerable<string> Describe(NewNetworkDeviceState state, in DetectionContext context)
    {
        var sentences = new List<string> { $"{Words.Count(state.Devices.Count, "device")} known on the network by hardware address, and {Words.Count(state.Names.Count, "host name")}." };
        if (state.Clock.StillLearning(state.Clock.LastMs, context.Policy.LearningDays) is { } learning)
        {
            sentences.Add($"{learning} No new device is told until then.");
        }
        else
        {
            sentences.Add($"About {Words.Number(state.UsualADay)} new devices a day are usual.");
        }

        return sentences;
    }

    private static void Add(NewNetworkDeviceState state, RecentDevice device)
    {
        var kept = Array.FindAll(state.Recent, r => r.Key != device.Key);
        var tooMany = Math.Max(0, kept.Length + 1 - NewNetworkDeviceState.MaxRecent);
        state.Recent = [.. kept.AsSpan(tooMany), device];
    }

    // The first packet shows an address; name and software come with the next ones.
    private void Refine(NewNetworkDeviceState state, in Sighting seen, SeenDays? nameBefore, EnrichedEvent e, in DetectionContext context, ISignalSink sink)
    {
        for (var i = 0; i < state.Recent.Length; i++)
        {
            var device = state.Recent[i];
            if (device.Key != seen.Key)
            {
                continue;
            }

            var hasNews = (device.Name is null && seen.Name is not null)
                || (device.VendorClass is null && seen.VendorClass is not null)
                || (device.Ip is null && seen.Ip is not null);
            if (hasNews && Math.Abs(e.Event.TimeMs - device.FirstMs) <= _options.Refine.TotalMilliseconds)
            {
                state.Recent[i] = device with
                {
                    Name = device.Name ?? seen.Name,
                    VendorClass = device.VendorClass ?? seen.VendorClass,
                    Ip = device.Ip ?? seen.Ip,
                    NameLastDay = device.Name is null ? nameBefore?.Last ?? 0 : device.NameLastDay,
                };
                Tell(state, i, e, context, sink);
            }

            return;
        }
    }

    private void Tell(NewNetworkDeviceState state, int index, EnrichedEvent e, in DetectionContext context, ISignalSink sink)
    {
        var device = state.Recent[index];
        var draft = new SignalDraft(DetectorId, context);
        draft.Rests(device.FirstId);
        Weigh(draft, state, device, context);
        if (!device.IsTold && draft.Score < _options.LeastTold)
        {
            return;
        }

        state.Recent[index] = device with { IsTold = true };
        var client = context.Entity.Client;
        foreach (var key in Sighting.KeysOf(client, device))
        {
            draft.Relates(key);
        }

        if (DeviceNames.Of(e.Event) is { } own)
        {
            draft.Relates(EntityKey.Device(client, own));
        }

        var who = NameOf(device);
        sink.Emit(draft.Build(
            e,
            $"{device.Key:x8}|{device.FirstMs}",
            device.FirstMs,
            device.AbsentDays > 0 ? $"{who} is back on the network after {Words.Count(device.AbsentDays, "day")}" : $"A device never seen before is on the network: {who}",
            Techniques,
            "Ask the client's IT whether they added it. If nobody knows it: find the switch port by its hardware address, look at what it talks to, and close the port.",
            new SignalSubject { Device = device.Name ?? device.Ip, Address = device.Ip }));
    }

    private void Weigh(SignalDraft draft, NewNetworkDeviceState state, RecentDevice device, in DetectionContext context)
    {
        var mac = new MacAddress(device.Mac);
        var where = device.SeenBy is null ? "" : $", seen by {device.SeenBy}";
        var when = Words.At(device.FirstMs, context.Zone);
        if (device.AbsentDays > 0)
        {
            draft.For("device_returned", $"{NameOf(device)} was on the network at {when}{where}, for the first time in {Words.Count(device.AbsentDays, "day")}.", 22);
            draft.Against("known_before", "It was known here before its absence.", 4);
        }
        else
        {
            draft.For("device_unknown", $"{NameOf(device)} was on the network at {when}{where}; it is none of the {Words.Count(state.Devices.Count - 1, "device")} learned since {Say.Day(state.Clock.SinceMs)}.", 35);
        }

        WeighName(draft, device, context.Policy);
        if (DeviceHints.SmallComputer(mac.Maker) is { } maker)
        {
            draft.For("small_computer", $"Its hardware address is of a {maker}: small enough to hide behind a desk.", 14);
        }
        else if (DeviceHints.IsSmallLinux(device.VendorClass))
        {
            draft.For("small_linux", $"It asks for its address as small Linux devices do ({device.VendorClass}).", 4);
        }
        else if (device.VendorClass is { } software)
        {
            draft.Against("software_named", $"It asks for its address as \"{software}\".", 0);
        }

        draft.WeighWorkingTime(device.FirstMs, what: "It appeared");
        if (device.Mac != 0 && mac.IsLocallyAdministered)
        {
            draft.Against("address_of_its_own_making", "Its hardware address is made up by itself, as phones do for privacy and virtual machines have: the device may be known under another.", 22);
        }

        if (state.Day == SeenTable.DayOf(device.FirstMs) && state.InThisDay >= Math.Max(_options.CrowdADay, 5 * state.UsualADay))
        {
            draft.Against("many_new_at_once", $"{Words.Count(state.InThisDay, "new device")} appeared on this day: a part of the network that is newly seen looks like this.", state.InThisDay >= 5 * _options.CrowdADay ? 24 : 12);
        }
        else if (state.UsualADay >= _options.ManyADay && state.LearnedDays >= _options.DaysBeforeCounting)
        {
            draft.Against("new_devices_are_usual", $"About {Words.Number(state.UsualADay)} new devices a day are usual at this client.", 8);
        }
    }

    private static void WeighName(SignalDraft draft, RecentDevice device, ClientPolicy policy)
    {
        if (device.Name is not { } name)
        {
            return;
        }

        if ((draft.IsProtected(ip: null, name) || IsCritical(policy, name)) && device.AbsentDays == 0)
        {
            draft.For("protected_name_taken", $"It calls itself {name}, the name of a protected device, with a hardware address that this device never had.", 38);
        }
        else if (DeviceHints.IsAttackName(name))
        {
            draft.For("attack_tool_name", $"Its name, {name}, is that of a system made for break-in tests.", 22);
        }
        else if (device.NameLastDay > 0 && device.AbsentDays == 0)
        {
            draft.Against("name_known", $"{name} is known with another hardware address, last on {Say.Day(device.NameLastDay * 86_400_000L)}: a docking station or a new network card looks like this.", 14);
        }
    }

    private static bool IsCritical(ClientPolicy policy, string name) =>
        policy.Criticality.TryGetValue($"device:{name.Split('.')[0]}", out var odds) && odds > 1;

    private static string NameOf(RecentDevice device)
    {
        var parts = new List<string>(3);
        if (device.Name is { } name)
        {
            parts.Add(name);
        }

        if (device.Mac != 0)
        {
            parts.Add(new MacAddress(device.Mac).ToString());
        }

        if (device.Ip is { } ip)
        {
            parts.Add(ip);
        }

        return parts.Count == 1 ? parts[0] : $"{parts[0]} ({string.Join(", ", parts.Skip(1))})";
    }
}
