using System.Globalization;
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
public sealed class SharedCredentialDetector : Detector<SharedCredentialState>
{
    private readonly SharedCredentialOptions _options = SharedCredentialOptions.Default;

    public override string Id => "shared_credential";

    public override EntityKind EntityKind => EntityKind.User;

    public override bool Wants(EnrichedEvent e) => SignIn.TryRead(e, out var s) && e.Src.Ip is not null && (IsCloud(s) || s.IsInteractive);

    protected override void Step(SharedCredentialState state, EnrichedEvent e, in DetectionContext context, ISignalSink sink)
    {
        var s = new SignIn(e);
        var place = e.Src.Geo is { } geo ? geo.City ?? geo.Country : null;
        if (IsCloud(s))
        {
            var name = s.CloudService;
            var key = name is null ? (uint)s.From.Asn : StableHash.Of(name);
            var service = new PendingSignIn(s.TimeMs, e.Event.Id, key == 0 ? 1 : key, name, e.Src.Ip, place);
            if (IsTogether(service.TimeMs, state.Own))
            {
                Count(state, service, e, context, sink);
            }
            else
            {
                PendingSignIn[] pending = [.. state.Pending, service];
                state.Pending = pending.Length > SharedCredentialState.MaxPending ? pending[^SharedCredentialState.MaxPending..] : pending;
            }

            return;
        }

        if (s.TimeMs >= state.Own.TimeMs)
        {
            state.Own = new PendingSignIn(s.TimeMs, e.Event.Id, 0, null, e.Src.Ip, place);
        }

        var own = new PendingSignIn(s.TimeMs, e.Event.Id, 0, null, e.Src.Ip, place);
        foreach (var service in state.Pending)
        {
            if (IsTogether(service.TimeMs, own))
            {
                Count(state, service, e, context, sink);
            }
        }

        if (state.Pending.Length > 0)
        {
            state.Pending = Array.FindAll(state.Pending, p => !IsTogether(p.TimeMs, own));
        }
    }

    protected override IEnumerable<string> Describe(SharedCredentialState state, in DetectionContext context) =>
        [.. state.Services.Select(c => $"{NameOf(c)} signs in with this user's credential: {Say.Times(c.Count)} beside the user himself since {Say.Day(c.FirstMs)}.")];

    /// <summary>A cloud end with a stored credential: a service known by name, or background sign-ins from a hosting provider.</summary>
    private static bool IsCloud(SignIn s) => s.CloudService is not null || (s.From.Egress == EgressClass.Hosting && !s.IsInteractive);

    private static string NameOf(CloudUse use) => use.Name ?? "A service at a hosting provider";

    private bool IsTogether(long timeMs, in PendingSignIn own) => own.TimeMs != 0 && Math.Abs(timeMs - own.TimeMs) <= (long)_options.Within.TotalMilliseconds;

    private void Count(SharedCredentialState state, PendingSignIn service, EnrichedEvent e, in DetectionContext context, ISignalSink sink)
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
            Tell(use, service, e, context, sink);
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

    private void Tell(CloudUse use, PendingSignIn service, EnrichedEvent e, in DetectionContext context, ISignalSink sink)
    {
        var name = NameOf(use);
        var where = service.Place is null ? service.Ip : $"{service.Place} ({service.Ip})";
        var draft = new SignalDraft(Id, context)
            .For("credential_in_cloud", $"{name} signed in from {where} with this user's credential while the user himself signed in elsewhere.", _options.BaseScore)
            .For("repeated", $"{Say.Times(use.Count)} on {Say.Number(use.Days)} days since {Say.Day(use.FirstMs)}: a schedule, not a coincidence.", 6);
        if (use.Name is not null)
        {
            draft.Explain("cloud_service_uses_credential", _options.MaxScore, "known_service", $"{name} is a service that runs with stored credentials.");
        }
        else
        {
            draft.For("unknown_service", "Which service it is cannot be told from the log.", 4).Limit(_options.MaxScore, "background_only", "It only ever signs in in the background.");
        }

        EventId[] ids = service.Id == e.Event.Id ? [service.Id] : [service.Id, e.Event.Id];
        EventId[] all = use.LastId == default || ids.Contains(use.LastId) ? ids : [use.LastId, .. ids];
        var subject = draft.SubjectOf(new SignIn(e)) with { Address = service.Ip, Service = use.Name };
        var built = draft.Build(
            string.Create(CultureInfo.InvariantCulture, $"{use.Key:x8}-{use.ReportedMs / 86_400_000}"),
            $"{name} uses the credential of {draft.Who}",
            e,
            subject,
            ["T1078.004"],
            "Give the service an account of its own (a service account or service principal), then change this user's password. Nothing needs to be shut down.");
        sink.Emit(built with
        {
            FirstMs = Math.Min(use.FirstMs, built.AtMs),
            EventIds = all,
            Related = [.. built.Related, .. Address(context.Entity, service.Ip, built)],
        });
    }

    private static IEnumerable<EntityKey> Address(EntityKey user, string? ip, Signal built)
    {
        if (ip is null)
        {
            return [];
        }

        var key = EntityKey.Address(user.Client, ip);
        return built.Related.Contains(key) ? [] : [key];
    }
}
