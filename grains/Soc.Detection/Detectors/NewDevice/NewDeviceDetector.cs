using Soc.Detection.SignIns;
using Soc.Detection.Windows;
using Soc.Model.Entities;
using Soc.Model.Events;

namespace Soc.Detection.Detectors.NewDevice;

/// <summary>First sign-in of a user with a device, against the last 30 days.</summary>
public sealed class NewDeviceDetector : Detector<NewDeviceState>
{
    private readonly NewDeviceOptions _options = NewDeviceOptions.Default;

    public override string Id => "new_device";

    public override EntityKind EntityKind => EntityKind.User;

    public override bool Wants(EnrichedEvent e) => e.Event.Device is not null && SignIn.TryRead(e, out var s) && s.IsInteractive && s.Device != 0 && s.CloudService is null;

    protected override void Step(NewDeviceState state, EnrichedEvent e, in DetectionContext context, ISignalSink sink)
    {
        var s = new SignIn(e);
        var day = SeenTable.DayOf(s.TimeMs);
        // An identity provider and a VPN have different ids for the same laptop, but the same host name.
        var host = StableHash.Of(e.Event.Device!.Hostname);
        var isKnown = IsKnown(state, s.Device, day) || (host != 0 && IsKnown(state, host, day));
        var isFirst = state.Clock.IsEmpty;
        var learning = state.Clock.StillLearning(s.TimeMs, context.Policy.LearningDays);
        var before = state.Devices.Entries.Length;
        state.Clock = state.Clock.Observe(s.TimeMs);
        state.Devices.Forget(SeenTable.DayOf(state.Clock.LastMs), _options.LookBackDays);
        state.Devices.Touch(s.Device, day, NewDeviceState.MaxDevices);
        if (host != 0 && host != s.Device)
        {
            state.Devices.Touch(host, day, NewDeviceState.MaxDevices);
        }

        if (!isKnown && !isFirst)
        {
            Tell(s, before, day, learning, context, sink);
        }
    }

    protected override IEnumerable<string> Describe(NewDeviceState state, in DetectionContext context)
    {
        var sentences = new List<string> { $"Signed in with {Say.Number(state.Devices.Entries.Length)} known device names in the last {Say.Number(_options.LookBackDays)} days of activity." };
        if (!state.Clock.IsEmpty && state.Clock.StillLearning(state.Clock.LastMs, context.Policy.LearningDays) is { } learning)
        {
            sentences.Add(learning);
        }

        return sentences;
    }

    private bool IsKnown(NewDeviceState state, uint device, ushort day) => state.Devices.Find(device, day, _options.LookBackDays) is not null;

    private static string NameOf(DeviceSection device) => device.Hostname ?? ClientFamily.Of(device) ?? device.Uid ?? "a device without a name";

    private void Tell(SignIn s, int devicesBefore, ushort day, string? learning, in DetectionContext context, ISignalSink sink)
    {
        var device = s.Event.Device!;
        var name = NameOf(device);
        var draft = new SignalDraft(Id, context)
            .For("new_device", $"The user did not sign in with {name} in the {Say.Number(_options.LookBackDays)} days before.", _options.BaseScore)
            .Circumstances(s);
        if (device is { Uid: null, Hostname: null })
        {
            draft.Against("weak_device_identity", "The device is told apart only by its operating system and client; another browser looks the same.", _options.WeakIdentity);
        }

        if (s.IsUntrustedDevice)
        {
            draft.For("unmanaged_device", "The device is not managed.", 8);
        }

        if (devicesBefore >= _options.ManyDevices)
        {
            draft.Against("many_devices", $"The user works with many devices ({Say.Number(devicesBefore)} names lately).", 12);
        }

        draft.StillLearning(learning);
        sink.Emit(draft.Build(
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{s.Device:x8}-{day}"),
            $"{draft.Who} signed in with {name}, a device that is new for this user",
            s.Source,
            draft.SubjectOf(s),
            ["T1078"],
            "See whether the user got a new device; if he did not, end the session.",
            learning));
    }
}
