using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;
using Soc.Detection.SignIns;
using Soc.Model.Entities;
using Soc.Model.Events;
using Soc.Model.Signals;

namespace Soc.Detection.Detectors.SessionReplay;

/// <summary>
/// One session, seen from networks of two providers or countries, on other software or another device: its token was
/// stolen (a phishing proxy, malware). A phone that leaves the Wi-Fi changes its network too, but not its software.
/// </summary>
public sealed class SessionReplayDetector : UserDetector<SessionReplayState>
{
    private const string DetectorId = "session_replay";
    private static readonly string[] Techniques = ["T1550.004", "T1539", "T1557"];

    private readonly SessionReplayOptions _options = SessionReplayOptions.Default;

    public override string Id => DetectorId;

    protected override bool Wants(SignIn s) =>
        s.Event.Session is { Uid.Length: > 0 }
        && s.From is { NetworkHash: not 0, Egress: not EgressClass.Private }
        && s.Event.Status != EventStatus.Failure
        && SignIn.HasUsableTime(s.Event)
        && s.Event.Class is EventClass.Authentication or EventClass.AuthorizeSession or EventClass.TunnelActivity or EventClass.HttpActivity or EventClass.FileHosting;

    protected override SessionReplayState? Step(SessionReplayState? state, SignIn s, SignInMemory memory, in DetectionContext context, ISignalSink sink)
    {
        state ??= new SessionReplayState();
        var key = KeyOf(s.Event);
        var seen = new SeenSession(SignInMark.Of(s), SoftwareMark.Of(s.Event.Device), s.TimeMs);
        var index = SessionShelf.IndexOf(state, key);
        if (index < 0)
        {
            var added = new KnownSession { Key = key, FirstId = s.Event.Id, FirstMs = s.TimeMs, ArrivalMinute = MinuteOf(s.Event.ReceivedMs) };
            SessionShelf.Add(state, added, SessionOrigin.Of(seen), (int)_options.Forget.TotalMinutes);
            return state;
        }

        var session = state.Sessions[index];
        if (session.FirstId != s.Event.Id)
        {
            Compare(state, index, seen, s, context, sink);
        }

        return state;
    }

    protected override IEnumerable<string> Describe(SessionReplayState state, in DetectionContext context)
    {
        var zone = context.Zone;
        return state.Sessions.OrderByDescending(s => s.LastMs)
            .Select(s => state.Origins[s.Origin].Seen(s))
            .Select(s => $"Session from {Words.Place(s.Mark)}, begun {Words.At(s.Mark.TimeMs, zone)}, last seen {Words.At(s.LastMs, zone)}.");
    }

    private static int MinuteOf(long timeMs) => (int)Math.Clamp(timeMs / 60_000, 0, int.MaxValue);

    private void Compare(SessionReplayState state, int index, in SeenSession seen, SignIn s, in DetectionContext context, ISignalSink sink)
    {
        var session = state.Sessions[index];
        var known = state.Origins[session.Origin].Seen(session);

        // The earliest event is the origin, whichever arrived first.
        var isEarlier = seen.Mark.TimeMs < known.Mark.TimeMs;
        var (earlier, later) = isEarlier ? (seen, known) : (known, seen);
        var told = session.ToldScore;
        if (IsElsewhere(earlier.Mark, later.Mark)
            && Weigh(earlier, later, s.Source, context) is { } draft
            && draft.Score >= Math.Max(told + _options.TellAgainAfter, SignalDraft.LeastTold))
        {
            told = (byte)draft.Score;
            Tell(draft, earlier, later, session.Key, s.Source, context, sink);
        }

        state.Sessions[index] = session with
        {
            FirstId = earlier.Mark.Id,
            FirstMs = earlier.Mark.TimeMs,
            LengthMinutes = KnownSession.LengthUntil(earlier.Mark.TimeMs, Math.Max(session.LastMs, s.TimeMs)),
            ArrivalMinute = Math.Max(session.ArrivalMinute, MinuteOf(s.Event.ReceivedMs)),
            ToldScore = told,
        };
        var software = Fill(earlier.Software, isEarlier ? default : later.Software, sameNetwork: earlier.Mark.NetworkHash == later.Mark.NetworkHash);
        var origin = SessionOrigin.Of(earlier with { Software = software });
        if (origin != state.Origins[session.Origin])
        {
            SessionShelf.SetOrigin(state, index, origin);
            SessionShelf.DropUnusedOrigins(state);
        }
    }

    private static ulong KeyOf(SecurityEvent e)
    {
        Span<byte> text = stackalloc byte[256];
        var length = Encoding.UTF8.TryGetBytes(e.Source, text[..64], out var source) ? source : 0;
        var uid = e.Session!.Uid!;
        length += Encoding.UTF8.GetBytes(uid.AsSpan(0, Math.Min(uid.Length, 60)), text[length..]);
        return XxHash3.HashToUInt64(text[..length]);
    }

    // A later event of the same network may know more of the device than the first one said.
    private static SoftwareMark Fill(SoftwareMark known, SoftwareMark more, bool sameNetwork) => !sameNetwork
        ? known
        : new SoftwareMark(
            known.Device == 0 ? more.Device : known.Device,
            known.Os == 0 ? more.Os : known.Os,
            known.Client == 0 ? more.Client : known.Client,
            known.UserAgent == 0 ? more.UserAgent : known.UserAgent);

    private static bool IsElsewhere(in SignInMark one, in SignInMark other) =>
        one.NetworkHash != other.NetworkHash
        && ((one.Asn != 0 && other.Asn != 0 && one.Asn != other.Asn)
            || (one.CountryCode != 0 && other.CountryCode != 0 && one.CountryCode != other.CountryCode));

    private SignalDraft? Weigh(in SeenSession earlier, in SeenSession later, EnrichedEvent e, in DetectionContext context)
    {
        var differs = Differences(earlier.Software, later.Software);
        var (from, to) = (earlier.Mark, later.Mark);
        var isOtherCountry = from.CountryCode != 0 && to.CountryCode != 0 && from.CountryCode != to.CountryCode;
        var isAnonymous = SignIn.IsAnonymous(to.Egress) || SignIn.IsAnonymous(from.Egress);
        var sameDevice = earlier.Software.Device != 0 && earlier.Software.Device == later.Software.Device;

        // The same software elsewhere is roaming, unless it comes up abroad on a server, and no device vouches for it.
        if (differs.Count == 0 && !(isOtherCountry && isAnonymous && !sameDevice))
        {
            return null;
        }

        var draft = new SignalDraft(DetectorId, context);
        draft.For("two_networks", $"The same session was used from {Words.Place(from)} and from {Words.Place(to)}.", 30);
        if (differs.Count > 0)
        {
            draft.For("other_software", $"Another {string.Join(" and another ", differs)} than the session began with.", 20 + Math.Min(10, 5 * (differs.Count - 1)));
        }
        else
        {
            draft.Against("same_software", "The software names itself the same, which a thief can copy.", 5);
        }

        if (isOtherCountry)
        {
            draft.For("other_country", $"The session moved from {from.Country} to {to.Country}.", 15);
        }

        draft.WeighNetwork(SignIn.IsAnonymous(to.Egress) ? to.Egress : from.Egress, hostingWeight: 12);
        if (from.Has(SignInFlags.Listed) || to.Has(SignInFlags.Listed))
        {
            draft.For("address_listed", "One of the addresses stands on a list.", 12);
        }

        var apartMs = Math.Abs(e.Event.TimeMs - (e.Event.Id == to.Id ? earlier.LastMs : to.TimeMs));
        if (apartMs <= _options.Near.TotalMilliseconds)
        {
            draft.For("at_the_same_time", $"Only {Words.Span(apartMs)} lie between the two.", 8);
        }

        WeighAgainst(draft, from, to, sameDevice);
        return draft;
    }

    private static void WeighAgainst(SignalDraft draft, in SignInMark from, in SignInMark to, bool sameDevice)
    {
        if (sameDevice)
        {
            draft.Against("same_device", "The device names the same id at both ends.", 25);
        }

        if (to.Has(SignInFlags.Managed))
        {
            draft.Against("managed_device", "The device at the later end is managed.", 20);
        }

        if (from.Egress == EgressClass.PrivacyRelay || to.Egress == EgressClass.PrivacyRelay)
        {
            draft.Against("privacy_relay", "One end is a privacy relay, which changes its exits by itself.", 20);
        }
        else if (from.Egress == EgressClass.CommercialVpn || to.Egress == EgressClass.CommercialVpn)
        {
            draft.Against("vpn_switched", "One end is a commercial VPN, which the user may have switched on.", 8);
        }

        if (from.Egress is EgressClass.Mobile or EgressClass.Satellite || to.Egress is EgressClass.Mobile or EgressClass.Satellite)
        {
            draft.Against("on_the_move", "One end is a mobile or satellite network, as when somebody travels.", 10);
        }

        if (to.Egress == EgressClass.KnownEgress)
        {
            draft.Against("own_network", "The later end is the company's own network.", 15);
        }
    }

    private static List<string> Differences(SoftwareMark one, SoftwareMark other)
    {
        var differs = new List<string>(4);
        AddIf(one.Device, other.Device, "device");
        AddIf(one.Os, other.Os, "operating system");
        AddIf(one.Client, other.Client, "browser");
        if (one.Client == 0 || other.Client == 0)
        {
            AddIf(one.UserAgent, other.UserAgent, "user agent");
        }

        return differs;

        void AddIf(uint a, uint b, string name)
        {
            if (a != 0 && b != 0 && a != b)
            {
                differs.Add(name);
            }
        }
    }

    private static void Tell(SignalDraft draft, in SeenSession earlier, in SeenSession later, ulong key, EnrichedEvent e, in DetectionContext context, ISignalSink sink)
    {
        var to = later.Mark;
        draft.Rests(earlier.Mark.Id);
        draft.RelatesAddress(earlier.Mark.Ip, earlier.Mark.Egress);
        draft.RelatesAddress(to.Ip, to.Egress);
        var user = context.Entity.Value;
        sink.Emit(draft.Build(
            e,
            $"{key:x16}",
            earlier.Mark.TimeMs,
            $"A session of {user} begun at {Words.Place(earlier.Mark)} was used from {Words.Place(to)}",
            Techniques,
            "End the user's sessions: a stolen session needs no password and no second factor. Then ask what the user clicked, and look for mailbox rules and new second factors.",
            new SignalSubject { User = user, Address = to.Ip, Country = to.Country, Asn = to.Asn, Service = e.Event.Auth?.Service, Device = e.Event.Device?.Hostname ?? e.Event.Device?.Uid }));
    }
}
