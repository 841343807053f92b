using Microsoft.Extensions.Logging;
using Soc.GrainInterfaces.Escalation;
using Soc.GrainInterfaces.Response;
using Soc.Grains.Response;
using Soc.Model.Incidents;
using Soc.Model.Response;
using Soc.Response.Policy;

namespace Soc.Grains.Clients;

/// <summary>
/// Has the client's rules followed for incidents that are stored: what is agreed is proposed, and whoever is to hear of it is told. In the background, so that
/// no finding waits for it; but a checkpoint does, so that what was not begun yet is read and begun again after a crash. The same incident again changes nothing.
/// </summary>
internal sealed partial class IncidentEngager
{
    /// <summary>Most targets of which is remembered that nothing new can follow for a while; beyond that all are asked again.</summary>
    private const int MaxQuiet = 4_096;

    /// <summary>What is older is not begun anew when the grain starts; the rules hold back what is older than they say themselves.</summary>
    private const long RecentMs = 24 * 3_600_000;

    /// <summary>So much earlier than it was engaged an incident may say that it changed: it was on its way into the store, or another machine's clock was behind.</summary>
    private const long SlackMs = 15 * 60_000;

    /// <summary>Incidents at a time: each waits for other grains and for the store most of its time.</summary>
    private const int AtOnce = 8;

    private static readonly TimeSpan AgainAfter = TimeSpan.FromSeconds(2);

    private readonly Grain _owner;
    private readonly EngagementServices _services;
    private readonly ILogger _logger;
    private readonly IncidentQueue _queue;
    private readonly Dictionary<string, long> _quietUntilMs = new(StringComparer.Ordinal);
    private IGrainTimer? _again;

    /// <param name="owner">The client's grain, whose turns it works in.</param>
    /// <param name="services">What it asks and calls.</param>
    /// <param name="logger">Of the grain.</param>
    public IncidentEngager(Grain owner, EngagementServices services, ILogger logger)
    {
        (_owner, _services, _logger) = (owner, services, logger);
        _queue = new IncidentQueue(TryFollowAsync, AtOnce);
    }

    private long NowMs => _services.Time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Incidents that were just stored.</summary>
    public void Engage(IEnumerable<Incident> changed)
    {
        foreach (var incident in changed)
        {
            _queue.Add(incident);
        }
    }

    /// <summary>Those that may not have been engaged before the last activation ended.</summary>
    /// <param name="indexed">Stored incidents.</param>
    /// <param name="engagedMs">See <see cref="ClientSnapshot.EngagedMs"/>.</param>
    public void Recover(IEnumerable<Incident> indexed, long engagedMs)
    {
        var sinceMs = Math.Max(NowMs - RecentMs, engagedMs - SlackMs);
        Engage(indexed.Where(i => ChangedMs(i) >= sinceMs));
    }

    /// <summary>When the incident changed last as far as it says, Unix milliseconds.</summary>
    internal static long ChangedMs(Incident incident) => Math.Max(
        Math.Max(incident.LastSeenMs, incident.DetectedAtMs),
        Math.Max(
            incident.Signals.Select(s => Math.Max(s.ReceivedMs, s.Times?.DetectedMs ?? 0)).DefaultIfEmpty(0).Max(),
            incident.VerdictHistory.Select(v => v.AtMs).DefaultIfEmpty(0).Max()));

    /// <summary>Completes when what waits now is begun. What comes meanwhile is for the next checkpoint.</summary>
    /// <exception cref="InvalidOperationException">Something could not be begun; it is tried again.</exception>
    public async Task DrainAsync()
    {
        if (await _queue.DrainAsync() is { } failure)
        {
            throw new InvalidOperationException($"What the client's rules agree to could not be begun yet: {failure.Message}", failure);
        }
    }

    private async Task<Exception?> TryFollowAsync(Incident incident)
    {
        try
        {
            await FollowAsync(incident);
            return null;
        }
#pragma warning disable CA1031 // it is tried again, whatever the reason, and the client's other incidents go on meanwhile
        catch (Exception e)
#pragma warning restore CA1031
        {
            LogFailed(e, incident.Client, incident.Id);
            _again ??= _owner.RegisterGrainTimer(AgainAsync, new GrainTimerCreationOptions(AgainAfter, Timeout.InfiniteTimeSpan) { Interleave = true });
            return e;
        }
    }

    private Task AgainAsync(CancellationToken cancellationToken)
    {
        _again?.Dispose();
        _again = null;
        _queue.Again();
        return Task.CompletedTask;
    }

    private async Task FollowAsync(Incident incident)
    {
        if (Ended(incident) is { } end)
        {
            if (incident.Escalation.Decision >= EscalationDecision.Digest)
            {
                await Escalation(incident).ResolveAsync(end, CancellationToken.None);
            }

            return;
        }

        var (policy, zone) = _services.Policies.RulesOf(incident.Client);
        var decision = EngagementRules.Decide(policy, zone, incident, NowMs);
        var lost = decision.Steps.Any(s => s.Acts || s.Asks) ? await _services.Right.ProblemAsync(policy, CancellationToken.None) : null;
        var (proposals, undoable) = EngagementProposals.Of(decision, incident, policy, action => [.. _services.Connectors.Find(incident.Client, action).Select(c => c.Name)], lost);

        // To act comes first: what people are told a moment later is of what is done.
        foreach (var proposal in proposals)
        {
            await ProposeAsync(proposal, incident);
        }

        if (EngagementAlarm.Of(decision, incident, undoable) is { } alarm)
        {
            await Escalation(incident).RaiseAsync(alarm, CancellationToken.None);
        }
    }

    private async Task ProposeAsync(OperationProposal first, Incident incident)
    {
        if (_quietUntilMs.TryGetValue(first.OperationId, out var quietUntilMs) && NowMs < quietUntilMs)
        {
            return;
        }

        var newestMs = incident.Signals.Select(s => s.ReceivedMs).DefaultIfEmpty(0).Max();
        foreach (var earlier in incident.TookIn)
        {
            // What was begun because of an incident that this one took in stands for it, and so does a person's word on it.
            if (await LatestAsync(EngagementProposals.For(first, earlier)) is { } state && !EngagementProposals.FollowsAnew(state, newestMs))
            {
                Quiet(first.OperationId, state);
                return;
            }
        }

        for (var generation = 0; generation < EngagementProposals.MaxGenerations; generation++)
        {
            var proposal = EngagementProposals.Again(first, generation);
            var (state, refusal) = await Operation(proposal).ProposeAsync(proposal, CancellationToken.None);
            if (state is null)
            {
                LogRefused(incident.Client, incident.Id, refusal ?? "");
                return;
            }

            if (!EngagementProposals.FollowsAnew(state, newestMs))
            {
                Quiet(first.OperationId, state);
                return;
            }
        }
    }

    private async Task<OperationState?> LatestAsync(OperationProposal first)
    {
        OperationState? latest = null;
        for (var generation = 0; generation < EngagementProposals.MaxGenerations; generation++)
        {
            if (await Operation(EngagementProposals.Again(first, generation)).GetAsync(CancellationToken.None) is not { } state)
            {
                break;
            }

            latest = state;
        }

        return latest;
    }

    private IResponseGrain Operation(OperationProposal proposal) =>
        _services.Grains.GetGrain<IResponseGrain>(ResponseKey.Operation(proposal.Client, proposal.OperationId).ToString());

    // While nothing new can follow, it need not be asked each time.
    private void Quiet(string operationId, OperationState state)
    {
        if (_quietUntilMs.Count >= MaxQuiet)
        {
            _quietUntilMs.Clear();
        }

        _quietUntilMs[operationId] = EngagementProposals.QuietUntilMs(state);
    }

    private static string? Ended(Incident incident) =>
        incident.MergedInto is { } survivor ? $"The incident was taken in by {survivor}."
        : incident.Status == IncidentStatus.Closed || incident.Verdict is Verdict.Benign or Verdict.FalsePositive
            ? incident.VerdictHistory is [.., var note] ? $"{note.By} judged it: {note.Verdict}." : "The incident is closed."
        : null;

    private IEscalationGrain Escalation(Incident incident) =>
        _services.Grains.GetGrain<IEscalationGrain>(EscalationKey.Incident(incident.Client, incident.Id).ToString());

    [LoggerMessage(EventId = 1720, Level = LogLevel.Warning, Message = "What the rules of client {Client} agree to for incident {Incident} could not be begun; it is tried again")]
    private partial void LogFailed(Exception exception, string client, string incident);

    [LoggerMessage(EventId = 1721, Level = LogLevel.Warning, Message = "An action that the rules of client {Client} agree to for incident {Incident} was refused: {Why}")]
    private partial void LogRefused(string client, string incident, string why);
}
