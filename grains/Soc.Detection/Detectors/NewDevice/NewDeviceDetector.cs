using System.Globalization;
using Soc.Detection.SignIns;
using Soc.Detection.Windows;
using Soc.Model.Events;

namespace Soc.Detection.Detectors.NewDevice;

/// <summary>First sign-in of a user with a device, against the last 30 days.</summary>
public sealed class NewDeviceDetector : UserDetector<NoState>
{
    private readonly NewDeviceOptions _options = NewDeviceOptions.Default;

    public override string Id => "new_device";

    protected override bool Wants(SignIn s) => s.IsPersonal && s.Event.Device is not null && s.Device != 0;

    protected override NoState? Step(NoState? state, SignIn s, SignInMemory memory, in DetectionContext context, ISignalSink sink)
    {
        // The first device that is ever named is new only to us.
        if (memory.Devices.Entries.Length > 0 && !IsKnown(memory, s))
        {
            Tell(s, memory, context, sink);
        }

        return null;
    }

    private bool IsKnown(SignInMemory memory, SignIn s)
    {
        if (memory.Devices.Find(s.Device, s.Day, _options.LookBackDays) is not null)
        {
            return true;
        }

        var host = StableHash.Of(s.Event.Device!.Hostname);
        return host != 0 && memory.Devices.Find(host, s.Day, _options.LookBackDays) is not null;
    }

    private static string NameOf(DeviceSection device) => device.Hostname ?? ClientFamily.Of(device) ?? device.Uid ?? "a device without a name";

    private void Tell(SignIn s, SignInMemory memory, in DetectionContext context, ISignalSink sink)
    {
        var device = s.Event.Device!;
        var name = NameOf(device);
        var learning = memory.Clock.StillLearning(s.TimeMs, context.Policy.LearningDays);
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

        var before = memory.Devices.CountWithin(s.Day, _options.LookBackDays);
        if (before >= _options.ManyDevices)
        {
            draft.Against("many_devices", $"The user works with many devices ({Say.Number(before)} names lately).", 12);
        }

        draft.StillLearning(learning);
        if (!draft.IsWorthTelling || (learning is not null && draft.Score < SignalDraft.LeastWhileLearning))
        {
            return;
        }

        sink.Emit(draft.Build(
            s,
            string.Create(CultureInfo.InvariantCulture, $"{s.Device:x8}-{s.Day}"),
            $"{draft.Who} signed in with {name}, a device that is new for this user",
            "See whether the user got a new device; if he did not, end the session.",
            learning));
    }
}
