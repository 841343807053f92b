using System.Globalization;
using Soc.Detection.Geo;
using Soc.Detection.SignIns;
using Soc.Detection.Windows;
using Soc.Model.Entities;
using Soc.Model.Events;
using Soc.Model.Signals;

namespace Soc.Detection.Detectors.SharedCredential;

/// <summary>
/// A person's credential sits in a cloud service (the Power BI story): the person signs in at home and the service abroad, at the
/// same time, again and again. A finding about how the account is used, no intrusion.
/// </summary>
public sealed class SharedCredentialDetector : UserDetector<SharedCredentialState>
{
    private readonly SharedCredentialOptions _options = SharedCredentialOptions.Default;

    public override string Id => "shared_credential";

    protected override bool Wants(SignIn s) => s.IsSignIn && s.From.Ip is not null && (s.IsInteractive || IsCloud(s));

    protected override SharedCredentialState? Step(SharedCredentialState? state, SignIn s, SignInMemory memory, in DetectionContext context, ISignalSink sink)
    {
        if (IsCloud(s))
        {
            state ??= new SharedCredentialState();
            AddService(state, s, memory, context, sink);
        }
        else if (state is { Pending.Length: > 0 })
        {
            foreach (var service in state.Pending)
            {
                if (IsTogether(service.TimeMs, s.TimeMs, s.TimeMs))
                {
                    Count(state, service, s, context, sink);
                }
            }

            DropTogether(state, s.TimeMs);
        }

        return state;
    }

    protected override IEnumerable<string> Describe(SharedCredentialState state, in DetectionContext context) =>
        [.. state.Services.Select(c => $"{NameOf(c)} signs in with this user's credential: {Say.Times(c.Count)} beside the user himself since {Say.Day(c.FirstMs)}.")];

    /// <summary>A cloud end with a stored credential: a service known by name, or background sign-ins from a hosting provider.</summary>
    private static bool IsCloud(SignIn s) => s.CloudService is not null || (s.From.Egress == EgressClass.Hosting && !s.IsInteractive);

    private static string NameOf(CloudUse use) => use.Name.Text ?? "A service at a hosting provider";

    private bool IsTogether(long timeMs, long fromMs, long toMs) =>
        timeMs >= fromMs - (long)_options.Within.TotalMilliseconds && timeMs <= toMs + (long)_options.Within.TotalMilliseconds;

    // A method of its own: its closure would be made at every step.
    private void DropTogether(SharedCredentialState state, long timeMs) =>
        state.Pending = Array.FindAll(state.Pending, p => !IsTogether(p.TimeMs, timeMs, timeMs));

    private void AddService(SharedCredentialState state, SignIn s, SignInMemory memory, in DetectionContext context, ISignalSink sink)
    {
        var name = s.CloudService;
        var key = name is null ? (uint)s.From.Asn : StableHash.Of(name);
        var place = s.From.Geo is { } geo ? geo.City ?? geo.Country : null;
        var service = new PendingSignIn(s.TimeMs, s.Event.Id, key == 0 ? 1 : key, PooledName.Of(name), s.Ip, PooledName.Of(place));
        foreach (ref readonly var stay in memory.Stays.AsSpan())
        {
            if (!stay.Has(PlaceTraits.CloudService) && IsTogether(service.TimeMs, stay.FirstMs, stay.LastMs))
            {
                Count(state, service, s, context, sink);
                return;
            }
        }

        PendingSignIn[] pending = [.. state.Pending, service];
        state.Pending = pending.Length > SharedCredentialState.MaxPending ? pending[^SharedCredentialState.MaxPending..] : pending;
    }

    private void Count(SharedCredentialState state, PendingSignIn service, SignIn s, in DetectionContext context, ISignalSink sink)
    {
        var at = Array.FindIndex(state.Services, c => c.Key == service.Key);
        var use = at < 0 ? new CloudUse(service.Key, service.Name, 0, 0, service.TimeMs, 0, default, 0) : state.Services[at];
        var isNewDay = use.Count == 0 || SeenTable.DayOf(service.TimeMs) > SeenTable.DayOf(use.LastMs);
        use = use with
        {
            Count = (ushort)Math.Min(ushort.MaxValue, use.Count + 1),
            Days = (ushort)Math.Min(ushort.MaxValue, use.Days + (isNewDay ? 1 : 0)),
            FirstMs = Math.Min(use.FirstMs, service.TimeMs),
        };
        var isDue = use.Count >= _options.MinTimes
            && use.Days >= _options.MinDays
            && (use.ReportedMs == 0 || service.TimeMs - use.ReportedMs >= _options.RepeatDays * 86_400_000L);
        if (isDue)
        {
            use = use with { ReportedMs = service.TimeMs };
            Tell(use, service, s, context, sink);
        }

        use = service.TimeMs >= use.LastMs ? use with { LastMs = service.TimeMs, LastId = service.Id } : use;
        if (at >= 0)
        {
            state.Services[at] = use;
            return;
        }

        CloudUse[] services = [.. state.Services, use];
        state.Services = services.Length > SharedCredentialState.MaxServices
            ? [.. services.OrderByDescending(c => c.LastMs).ThenBy(c => c.Key).Take(SharedCredentialState.MaxServices)]
            : services;
    }

    private void Tell(CloudUse use, PendingSignIn service, SignIn s, in DetectionContext context, ISignalSink sink)
    {
        var name = NameOf(use);
        var ip = service.Ip.Text;
        var where = service.Place.Text is { } place ? $"{place} ({ip})" : ip;
        var draft = new SignalDraft(Id, context)
            .For("credential_in_cloud", $"{name} signed in from {where} with this user's credential while the user himself signed in elsewhere.", _options.BaseScore)
            .For("repeated", $"{Say.Times(use.Count)} on {Say.Number(use.Days)} days since {Say.Day(use.FirstMs)}: a schedule, not a coincidence.", 6);
        if (use.Name.Text is not null)
        {
            draft.Explain("cloud_service_uses_credential", _options.MaxScore, "known_service", $"{name} is a service that runs with stored credentials.");
        }
        else
        {
            draft.For("unknown_service", "Which service it is cannot be told from the log.", 4).Limit(_options.MaxScore, "background_only", "It only ever signs in in the background.");
        }

        draft.Rests(use.LastId == default ? service.Id : use.LastId).Rests(service.Id)
            .RelatesAddress(s.From.Ip, s.From.Egress).RelatesDevice(s.Event.Device).RelatesAddress(ip, EgressClass.Hosting);
        sink.Emit(draft.Build(
            s.Source,
            string.Create(CultureInfo.InvariantCulture, $"{use.Key:x8}-{use.ReportedMs / 86_400_000}"),
            use.FirstMs,
            $"{name} uses the credential of {draft.Who}",
            ["T1078.004"],
            "Give the service an account of its own (a service account or service principal), then change this user's password. Nothing needs to be shut down.",
            draft.SubjectOf(s) with { Address = ip, Service = use.Name.Text }));
    }
}
