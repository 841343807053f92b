using Microsoft.Extensions.Logging;
using Orleans.Serialization;
using Soc.Detection.Correlation;
using Soc.Detection.Correlation.Related;
using Soc.GrainInterfaces.Clients;
using Soc.GrainInterfaces.Entities;
using Soc.GrainInterfaces.Incidents;
using Soc.GrainInterfaces.Storage;
using Soc.Grains.Entities;
using Soc.Grains.Response;
using Soc.Model.Entities;
using Soc.Model.Incidents;
using Soc.Model.Policies;
using Soc.Model.Signals;

namespace Soc.Grains.Clients;

/// <summary>Thin shell over <see cref="ClientCore"/>: group commit of signals, storage, policy.</summary>
public sealed partial class ClientGrain(
    EntityGrainServices services,
    IIncidentStore incidents,
    IMinorSignalStore minor,
    IClientStore clients,
    Serializer serializer,
    EngagementServices engagement,
    TimeProvider time,
    ILogger<ClientGrain> logger) : Grain, IClientGrain
{
    private readonly List<PendingSignals> _pending = [];
    private readonly List<Signal> _own = [];
    private ClientCore _core = null!;
    private SharedThingTeller _teller = null!;
    private IncidentEngager _engager = null!;
    private Task? _flush;
    private long _activation;
    private EntityWriter _writer;
    private bool _isOver;
    private bool _dirty;
    private bool _ownStored;
    private bool _indexStale;

    private string Client => this.GetPrimaryKeyString();

    private string SnapshotKey => EntityKey.ForClient(Client).ToString();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _activation = ActivationNumber.Of(GrainContext);
        _core = new ClientCore(Client, services.Catalog);

        // First: what another activation wrote before this is read below, and what it would write after it is refused.
        await incidents.ClaimAsync(Client, _activation, cancellationToken);
        var stored = await services.Store.ReadAsync(SnapshotKey, cancellationToken);
        _writer = new EntityWriter(_activation, stored?.Stamp ?? default);
        if (stored is { } found)
        {
            _own.AddRange(_core.Restore(ClientSnapshot.Read(serializer, found.State, Client), services.Codec));
            _dirty = _ownStored = _own.Count > 0;
        }

        await RebuildAsync([], cancellationToken);
        _teller = new SharedThingTeller(this, GrainFactory, logger);
        _teller.Tell(UntoldThings.Recent(_core.Index.All), services.Policies.RulesOf(Client).Policy);
        _engager = new IncidentEngager(this, engagement, logger);
        _engager.Recover(_core.Index.All, _core.EngagedMs);
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_own.Count == 0 && !_isOver)
        {
            await CheckpointAsync(cancellationToken);
        }
    }

    public async ValueTask AcceptSignalsAsync(Signal[] signals, CancellationToken cancellationToken)
    {
        var pending = new PendingSignals(signals);
        _pending.Add(pending);
        _flush ??= FlushAsync();
        await pending.Stored;
    }

    public async ValueTask<long> ObserveAsync(ClientObservations observations, CancellationToken cancellationToken)
    {
        if (observations.Expected != 0 && observations.Expected != _activation)
        {
            return _activation;
        }

        var (policy, zone) = services.Policies.RulesOf(Client);
        var raised = _own.Count;
        _dirty |= _core.Observe(observations, policy, zone, _own);
        _ownStored &= _own.Count == raised;
        services.Instruments.Report(_core);
        await HandOnOwnAsync(cancellationToken);
        return _activation;
    }

    public async ValueTask EngagedAsync(CancellationToken cancellationToken)
    {
        var asOfMs = time.GetUtcNow().ToUnixTimeMilliseconds();
        await _engager.DrainAsync();
        _core.EngagedMs = asOfMs;
    }

    public async ValueTask<long> CheckpointAsync(CancellationToken cancellationToken)
    {
        // Signals come first: a state stored without them would never raise them again. And saying "stored" without storing
        // would let the offsets pass what is in memory only.
        await HandOnOwnAsync(cancellationToken);
        if (_dirty)
        {
            if (_flush is null && !_indexStale && _core.CloseExplained() is { Count: > 0 } explained)
            {
                await PutAsync(explained);
            }

            _dirty = false;
            try
            {
                await StoreSnapshotAsync(cancellationToken);
            }
            catch (Exception)
            {
                _dirty = true;
                throw;
            }
        }

        return _activation;
    }

    public async ValueTask<ClientPolicy?> GetPolicyAsync(CancellationToken cancellationToken) =>
        services.Policies.Find(Client) ?? await clients.ReadAsync(Client, cancellationToken);

    public async ValueTask<ClientPolicy?> SetPolicyAsync(ClientPolicy policy, long? expectedVersion, CancellationToken cancellationToken)
    {
        var current = await clients.ReadAsync(Client, cancellationToken);
        var version = current?.Version ?? 0;
        if (expectedVersion is { } expected && expected != version)
        {
            return null;
        }

        var next = policy with { Client = Client, Version = version + 1 };
        if (!await clients.WriteAsync(next, cancellationToken))
        {
            return null;
        }

        services.Policies.Publish(next);
        return next;
    }

    public ValueTask<EntityView> ViewAsync(CancellationToken cancellationToken)
    {
        var (policy, zone) = services.Policies.RulesOf(Client);
        return ValueTask.FromResult(_core.View(policy, zone));
    }

    public ValueTask<Funnel> GetFunnelAsync(long sinceMs, CancellationToken cancellationToken) =>
        FunnelReader.ReadAsync(Client, sinceMs, _core, incidents, minor, cancellationToken);

    public async ValueTask<Incident?> SetVerdictAsync(string incidentId, VerdictNote note, CancellationToken cancellationToken)
    {
        // Signals being stored change versions: let them finish first.
        while (_flush is { } running)
        {
            await running;
        }

        await RefreshIndexAsync();
        var incident = _core.Index.Resolve(incidentId) ?? await incidents.ReadAsync(incidentId, cancellationToken);
        if (incident is null || !string.Equals(incident.Client, Client, StringComparison.Ordinal))
        {
            return null;
        }

        var next = _core.Judge(incident, note);
        if (ReferenceEquals(next, incident))
        {
            return incident;
        }

        await PutAsync([next]);

        // Only what is stored is learned from: a verdict that failed is set again.
        _core.Learn(incident, note);
        _dirty = true;
        await CheckpointAsync(cancellationToken);
        if (note.Verdict is Verdict.Benign or Verdict.FalsePositive)
        {
            await TellIndicatorsAsync(incident, cancellationToken);
        }

        return next;
    }

    private async ValueTask StoreSnapshotAsync(CancellationToken cancellationToken)
    {
        try
        {
            await services.Store.WriteAsync(SnapshotKey, serializer.SerializeToArray(_core.Save(services.Codec, _own)), _writer, cancellationToken);
        }
        catch (EntityConflictException)
        {
            GiveUp();
            throw;
        }
    }

    // Another activation has the client: this one takes nothing more, and what it was told is told again to the other.
    private void GiveUp()
    {
        _isOver = true;
        DeactivateOnIdle();
    }

    private async ValueTask HandOnOwnAsync(CancellationToken cancellationToken)
    {
        if (_own.Count == 0)
        {
            return;
        }

        // Stored before anybody hears of them: after a crash the partitions come in another order, and would raise others.
        if (!_ownStored)
        {
            await StoreSnapshotAsync(cancellationToken);
            _ownStored = true;
        }

        await AcceptSignalsAsync([.. _own], cancellationToken);
        services.Instruments.Signals(_own);
        _own.Clear();
        _ownStored = false;
    }

    // A listing that a person found wrong weighs less for this client from now on; other clients judge for themselves.
    private async ValueTask TellIndicatorsAsync(Incident incident, CancellationToken cancellationToken)
    {
        var addresses = incident.Signals
            .Where(s => string.Equals(s.Detector, "listed_address", StringComparison.Ordinal) && s.Subject.Address is not null)
            .Select(s => s.Subject.Address!)
            .Distinct(StringComparer.Ordinal);
        foreach (var address in addresses)
        {
            await GrainFactory.GetGrain<IIndicatorGrain>(Client).FalsePositiveAsync(address, cancellationToken);
        }
    }

    // Callers that come while a write runs share the next one.
    private async Task FlushAsync()
    {
        await Task.Yield();
        while (_pending.Count > 0)
        {
            var group = _pending.ToArray();
            _pending.Clear();
            try
            {
                await StoreAsync([.. group.SelectMany(p => p.Signals)]);
                foreach (var pending in group)
                {
                    pending.Complete();
                }
            }
#pragma warning disable CA1031 // every waiting caller must get the reason, and try again
            catch (Exception e)
#pragma warning restore CA1031
            {
                LogStoreFailed(e, Client);
                _indexStale = true;
                if (e is ClientTakenOverException)
                {
                    GiveUp();
                }

                foreach (var pending in group)
                {
                    pending.Fail(e);
                }
            }
        }

        _flush = null;
    }

    private async Task StoreAsync(IReadOnlyList<Signal> signals)
    {
        await RefreshIndexAsync();
        var (policy, zone) = services.Policies.RulesOf(Client);
        var nowMs = time.GetUtcNow().ToUnixTimeMilliseconds();
        var result = _core.Accept(signals, policy, zone, nowMs);
        if (await ForgottenAsync(result.Incidents) is { Count: > 0 } forgotten)
        {
            // A redelivered signal of an incident that had left the index: begin again from what is stored.
            await RebuildAsync(forgotten, CancellationToken.None);
            result = _core.Accept(signals, policy, zone, nowMs);
        }

        await PutAsync(result);
        _engager.Engage(result.Incidents);
        _teller.Tell(result.Incidents, policy);
    }

    private async ValueTask<IReadOnlyList<Incident>> ForgottenAsync(IReadOnlyList<Incident> changed)
    {
        var forgotten = new List<Incident>();
        foreach (var incident in changed.Where(i => i.Version == 1))
        {
            if (await incidents.ReadAsync(incident.Id, CancellationToken.None) is { } stored)
            {
                forgotten.Add(stored);
            }
        }

        return forgotten;
    }

    private async Task PutAsync(IReadOnlyList<Incident> changed)
    {
        await PutOrReadAgainAsync(() => PutWavesAsync(changed));
        _engager.Engage(changed);
    }

    private Task PutAsync(CorrelationResult result) => PutOrReadAgainAsync(async () =>
    {
        if (result.Waiting.Count > 0)
        {
            await minor.WriteAsync(Client, [.. result.Waiting], _activation, CancellationToken.None);
        }

        await PutWavesAsync(result.Incidents);

        // Last: a finding marked as joined must be in the incident.
        if (result.Joined.Count > 0)
        {
            await minor.JoinAsync(Client, result.Joined, CancellationToken.None);
        }
    });

    private async Task PutOrReadAgainAsync(Func<Task> put)
    {
        try
        {
            await put();
        }
        catch (Exception)
        {
            // What is stored is unknown now: the next use reads it again.
            _indexStale = true;
            throw;
        }
    }

    private async Task PutWavesAsync(IReadOnlyList<Incident> changed)
    {
        // Those merged away point to others: these must be stored first. The rest do not depend on each other.
        await Task.WhenAll(changed.Where(i => i.MergedInto is null).GroupBy(i => i.Id, StringComparer.Ordinal).Select(PutInOrderAsync));
        await Task.WhenAll(changed.Where(i => i.MergedInto is not null).GroupBy(i => i.Id, StringComparer.Ordinal).Select(PutInOrderAsync));
    }

    private async ValueTask RefreshIndexAsync()
    {
        if (_indexStale)
        {
            await RebuildAsync([], CancellationToken.None);
            _indexStale = false;
        }
    }

    private async Task RebuildAsync(IReadOnlyList<Incident> besides, CancellationToken cancellationToken) =>
        _core.Rebuild(
            [.. await incidents.RecentAsync(Client, 0, cancellationToken), .. besides],
            await minor.WaitingAsync(Client, WaitingSignals.Max, cancellationToken));

    private async Task PutInOrderAsync(IEnumerable<Incident> versions)
    {
        foreach (var incident in versions)
        {
            await GrainFactory.GetGrain<IIncidentGrain>(incident.Id).PutAsync(incident, _activation, CancellationToken.None);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Signals of client {Client} could not be stored; they are kept and tried again")]
    private partial void LogStoreFailed(Exception exception, string client);
}
