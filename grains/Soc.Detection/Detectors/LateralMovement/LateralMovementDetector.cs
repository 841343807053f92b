using Soc.Detection.Network;
using Soc.Detection.SignIns;
using Soc.Detection.Windows;
using Soc.Model.Entities;
using Soc.Model.Events;
using Soc.Model.Signals;

namespace Soc.Detection.Detectors.LateralMovement;

/// <summary>
/// A device reaches hosts inside in ways of administration in which it never reached them before. What it does all the time (domain
/// controller, file server, the machines that an administrator looks after) is learned. One signal an episode, told again when it got worse.
/// </summary>
public sealed class LateralMovementDetector () : NetworkDetector<LateralMovementState>(DetectorId, EntityKind.Device)
{
    private const string DetectorId = "lateral_movement";
    private const long DayMs = 86_400_000;
    private const int MaxNamed = 10;

    /// <summary>Points less for hosts of a whole day than for as many within the window.</summary>
    private const double SlowLess = 16;

    private readonly LateralMovementOptions _options = LateralMovementOptions.Default;

    private long WindowMs => (long)_options.Window.TotalMilliseconds;

    protected override bool Matters(EnrichedEvent e) => AdminAccesses.Of(e) != AdminAccess.None;

    protected override void Step(LateralMovementState state, EnrichedEvent e, in DetectionContext context, ISignalSink sink)
    {
        var at = e.Event.TimeMs;

        // How long the device has been seen, whatever it did, says what "never before" is worth.
        var clock = Since(state.Clock, context.Known);
        var isLearning = clock.IsLearning(at, context.Policy.LearningDays);
        state.Clock = clock.Observe(at);
        var access = AdminAccesses.Of(e);
        if (!IsNew(state, access, e.Event.Dst!, at))
        {
            return;
        }

        var day = SeenTable.DayOf(at);
        AddStep(state, access, e);
        Tell(state, e, isLearning ? state.Clock.StillLearning(at, context.Policy.LearningDays) : null, context, sink);
        state.NoteNewDay(day);
    }

    protected override IEnumerable<string> Describe(LateralMovementState state, in DetectionContext context)
    {
        if (state.Targets.Entries.Length == 0)
        {
            return [];
        }

        var sentences = new List<string> { $"{Words.Count(state.Targets.Entries.Length, "way")} of administration to hosts inside known, by address and name." };
        if (state.Clock.StillLearning(state.Clock.LastMs, context.Policy.LearningDays) is { } learning)
        {
            sentences.Add(learning);
        }

        return sentences;
    }

    private static LearningClock Since(LearningClock own, LearningClock known) =>
        own.IsEmpty ? known
        : known.IsEmpty ? own
        : new LearningClock(Math.Min(own.SinceMs, known.SinceMs), Math.Max(own.LastMs, known.LastMs));

    private bool IsNew(LateralMovementState state, AdminAccess access, EndpointSection host, long at)
    {
        var day = SeenTable.DayOf(at);
        var byAddress = KeyOf(access, host.Ip);
        var byName = host.Hostname is { Length: > 0 } name ? KeyOf(access, name) : 0;
        var isKnown = state.Targets.Find(byAddress, day, _options.LookBackDays) is not null
            || (byName != 0 && state.Targets.Find(byName, day, _options.LookBackDays) is not null);
        state.Targets = state.Targets.Touch(byAddress, day, LateralMovementState.MaxTargets);
        if (byName != 0)
        {
            state.Targets = state.Targets.Touch(byName, day, LateralMovementState.MaxTargets);
        }

        return !isKnown;
    }

    private static uint KeyOf(AdminAccess access, string? host)
    {
        var key = (StableHash.Of(host) ^ ((uint)access * 0x9E3779B1)) * 0x85EBCA6B;
        return key == 0 ? 1 : key;
    }

    private void AddStep(LateralMovementState state, AdminAccess access, EnrichedEvent e)
    {
        var host = e.Event.Dst!;
        var hostKey = StableHash.Of(host.Ip);
        var at = e.Event.TimeMs;
        var steps = state.Steps ??= new EventTimeRing<LateralStep>();
        for (var i = 0; i < steps.Count; i++)
        {
            var step = steps.Items[i];
            if (step.HostKey == hostKey && Math.Abs(step.TimeMs - at) <= WindowMs)
            {
                steps.Replace(i, step with { Accesses = step.Accesses | access, User = step.User ?? SignIn.UserOf(e.Event) });
                return;
            }
        }

        var name = host.Hostname is { Length: > 0 } own ? own : host.Ip!;
        name = name.Length > LateralMovementState.MaxName ? name[..LateralMovementState.MaxName] : name;
        var user = SignIn.UserOf(e.Event);
        user = user is { Length: > LateralMovementState.MaxName } ? user[..LateralMovementState.MaxName] : user;
        steps.InsertAsItArrives(new LateralStep(at, e.Event.Id, hostKey, name, access, user), e.Event.ReceivedMs, DayMs, LateralMovementState.MaxSteps);
    }

    private void Tell(LateralMovementState state, EnrichedEvent e, string? learning, in DetectionContext context, ISignalSink sink)
    {
        var at = e.Event.TimeMs;
        var before = state.Steps!.Between(at - WindowMs, at);
        var after = state.Steps.Between(at, at + WindowMs);
        var steps = before.Length >= after.Length ? before : after;
        var ofADay = state.Steps.Between(at - DayMs, at);
        var isSlow = steps.Length <= _options.FewHosts && ofADay.Length >= _options.SlowHosts;
        steps = isSlow ? ofADay : steps;
        if (steps.Length == 0)
        {
            return;
        }

        var episode = state.Episode.With(steps[0].TimeMs, steps[^1].TimeMs, isSlow ? DayMs : WindowMs);
        var isTold = episode is { Count: > 0, ToldLevel: > 0 };
        episode = episode with { Count = Math.Max(episode.Count, steps.Length) };
        state.Episode = episode;
        var draft = new SignalDraft(DetectorId, context);
        var accesses = Weigh(draft, state, steps, isSlow, e, context);
        draft.StillLearning(learning);
        if (draft.Score < (learning is null ? _options.LeastTold : _options.LeastWhileLearning)
            || (isTold && !draft.IsNewOrWorse(state.ToldScore, _options.WorseBy) && steps.Length < 2 * episode.ToldLevel))
        {
            return;
        }

        state.ToldScore = draft.Score;
        state.Episode = episode with { ToldLevel = steps.Length };
        var client = context.Entity.Client;
        foreach (ref readonly var step in steps[^Math.Min(steps.Length, MaxNamed)..])
        {
            draft.Rests(step.Id);
            draft.Relates(EntityKey.Device(client, step.Host));
            draft.RelatesUser(step.User);
        }

        sink.Emit(draft.Build(
            e,
            $"{episode.AnchorMs}",
            episode.FirstMs,
            $"{context.Entity.Value} reached {Words.Count(steps.Length, "host")} inside for the first time, over {AdminAccesses.Name(accesses)}",
            AdminAccesses.Techniques(accesses),
            "Ask the user or the administrators whether they did it. If not: cut the device off, end the sessions on the hosts named, and change the passwords of the users named.",
            new SignalSubject { Device = context.Entity.Value, User = e.Event.UserKey, Address = e.Src.Ip },
            learning: learning));
    }

    private AdminAccess Weigh(SignalDraft draft, LateralMovementState state, ReadOnlySpan<LateralStep> steps, bool isSlow, EnrichedEvent e, in DetectionContext context)
    {
        var accesses = AdminAccess.None;
        var names = new List<string>(steps.Length);
        var users = new List<string>();
        foreach (ref readonly var step in steps)
        {
            accesses |= step.Accesses;
            names.Add(step.Host);
            if (step.User is { } user && !users.Contains(user, StringComparer.OrdinalIgnoreCase))
            {
                users.Add(user);
            }
        }

        var zone = context.Zone;
        var hosts = steps.Length;
        draft.For(
            isSlow ? "new_hosts_slowly" : "new_hosts",
            $"{context.Entity.Value} reached {Words.Some(names, 6)} over {AdminAccesses.Name(accesses)}, from {Words.At(steps[0].TimeMs, zone)} to {Words.At(steps[^1].TimeMs, zone)}; it never did so before{(isSlow ? ", and did it few at a time" : "")}.",
            FanOutWeight(hosts) - (isSlow ? SlowLess : 0));
        WeighAccess(draft, accesses);
        if (users.Count >= 2)
        {
            draft.For("several_users", $"It did so as {Words.Count(users.Count, "user")}: {Words.Some(users)}.", users.Count >= 3 ? 14 : 8);
        }

        draft.WeighWorkingTime(e.Event.TimeMs);
        WeighHabits(draft, state, steps[0].TimeMs);
        return accesses;
    }

    private static double FanOutWeight(int hosts) => hosts switch
    {
        1 => 12,
        2 => 24,
        3 => 34,
        4 => 40,
        5 => 46,
        < 8 => 52,
        < 16 => 58,
        _ => 64,
    };

    private static void WeighAccess(SignalDraft draft, AdminAccess accesses)
    {
        if (accesses.HasFlag(AdminAccess.RemoteExecution))
        {
            draft.For("remote_execution", "The pipe of the service manager or the like was opened: programs are started on other machines so.", 22);
        }
        else if (accesses.HasFlag(AdminAccess.AdminShare))
        {
            draft.For("administrators_share", "Shares were opened that only administrators use (ADMIN$, C$).", 16);
        }
        else if ((accesses & AdminAccesses.Interactive) != AdminAccess.None)
        {
            draft.For("interactive", $"Over {AdminAccesses.Name(accesses & AdminAccesses.Interactive)} somebody works on the other machine.", 6);
        }
    }

    private void WeighHabits(SignalDraft draft, LateralMovementState state, long firstMs)
    {
        var day = SeenTable.DayOf(firstMs);
        var known = 0;
        foreach (ref readonly var entry in state.Targets.Entries)
        {
            known += entry.FirstDay < day ? 1 : 0;
        }

        if (known >= _options.SomeTargets)
        {
            draft.Against("administers_others", $"The device administers others: {Words.Count(known, "way")} of access to hosts inside were known before.", known >= _options.ManyTargets ? 20 : 8);
        }

        var newDays = state.NewDaysBefore(day);
        if (newDays >= _options.HabitDays)
        {
            draft.Against("new_hosts_are_usual", $"It reached new hosts on {Words.Count(newDays, "day")} of the last month.", 16);
        }
    }
}
