using System.IO.Hashing;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using Soc.Detection;
using Soc.GrainInterfaces;
using Soc.GrainInterfaces.Clients;
using Soc.GrainInterfaces.Entities;
using Soc.Model.Entities;
using Soc.Model.Policies;
using Soc.Model.Signals;

namespace Soc.Grains.Entities;

/// <summary>Thin shell over <see cref="EntityCore"/>: applies, hands the signals on, checkpoints.</summary>
public abstract partial class EntityGrain(EntityGrainServices services, ILogger<EntityGrain> logger) : Grain, IEntityGrain
{
    private readonly List<Signal> _outbox = [];
    private EntityCore _core = null!;
    private long _activation;
    private bool _dirty;
    private bool _outboxStored;
    private long _failuresSeen;
    private long _duplicatesSeen;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var text = this.GetPrimaryKeyString();
        if (!EntityKey.TryParse(text, out var key))
        {
            throw new ArgumentException($"'{text}' is no entity key: use EntityKey.ToString().", nameof(cancellationToken));
        }

        _core = new EntityCore(key, services.Catalog);
        _activation = unchecked((long)XxHash3.HashToUInt64(MemoryMarshal.AsBytes(GrainContext.ActivationId.ToString().AsSpan())));
        if (await services.Store.ReadAsync(text, cancellationToken) is { } bytes)
        {
            _outbox.AddRange(_core.Restore(services.Codec.Decode(bytes), services.Codec));
            _dirty = _outboxStored = _outbox.Count > 0;
        }
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_dirty && _outbox.Count == 0)
        {
            await CheckpointAsync(cancellationToken);
        }
    }

    public async ValueTask<long> ApplyAsync(EntityBatch batch, CancellationToken cancellationToken)
    {
        var policy = services.Policies.Find(_core.Key.Client) ?? ClientPolicy.DefaultFor(_core.Key.Client);
        var raised = _outbox.Count;
        if (_core.Apply(batch, policy, services.Policies.ZoneOf(_core.Key.Client), _outbox) > 0)
        {
            _dirty = true;
            _outboxStored &= _outbox.Count == raised;
        }

        Report();
        if (_outbox.Count > 0)
        {
            await HandOnAsync(cancellationToken);
        }

        return _activation;
    }

    public async ValueTask<long> CheckpointAsync(CancellationToken cancellationToken)
    {
        if (!_dirty)
        {
            return _activation;
        }

        // Signals come first: a state stored without them would never raise them again.
        if (_outbox.Count > 0)
        {
            await HandOnAsync(cancellationToken);
        }

        await services.Store.WriteAsync(this.GetPrimaryKeyString(), _core.Save(services.Codec), cancellationToken);
        _dirty = false;
        return _activation;
    }

    public ValueTask<EntityView> ViewAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult(_core.View(
            services.Policies.Find(_core.Key.Client) ?? ClientPolicy.DefaultFor(_core.Key.Client),
            services.Policies.ZoneOf(_core.Key.Client)));

    private async ValueTask HandOnAsync(CancellationToken cancellationToken)
    {
        // A user's events are of one partition: a replay raises the same signals. Those of a device or an address are of several,
        // and come in another order after a crash: what was raised is stored first, so that it is raised once.
        if (!_outboxStored && _core.Key.Kind != EntityKind.User)
        {
            await services.Store.WriteAsync(this.GetPrimaryKeyString(), _core.Save(services.Codec, _outbox), cancellationToken);
            _outboxStored = true;
        }

        await GrainFactory.GetGrain<IClientGrain>(_core.Key.Client).AcceptSignalsAsync([.. _outbox], cancellationToken);
        services.Instruments.Signals(_outbox);
        _outbox.Clear();
        _outboxStored = false;
    }

    private void Report()
    {
        if (_core.Duplicates != _duplicatesSeen)
        {
            services.Instruments.Dropped("duplicate_event", _core.Duplicates - _duplicatesSeen);
            _duplicatesSeen = _core.Duplicates;
        }

        if (_core.DetectorFailures != _failuresSeen)
        {
            services.Instruments.Dropped("detector_error", _core.DetectorFailures - _failuresSeen);
            LogDetectorFailure(_core.Key.Kind, _core.DetectorFailures - _failuresSeen);
            _failuresSeen = _core.DetectorFailures;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Count} detector steps threw on a {Kind} entity: the entity goes on without them; this is a defect of a detector")]
    private partial void LogDetectorFailure(EntityKind kind, long count);
}
