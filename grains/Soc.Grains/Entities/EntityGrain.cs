using Soc.GrainInterfaces.Clients;
using Soc.GrainInterfaces.Entities;
using Soc.Model.Entities;

namespace Soc.Grains.Entities;

/// <summary>Thin shell over <see cref="LiveEntity"/>: loads it, hands its signals on, stores it.</summary>
public abstract class EntityGrain(EntityGrainServices services) : Grain, IEntityGrain, IEntityOwner
{
    private LiveEntity _live = null!;
    private EntityKey _key;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var text = this.GetPrimaryKeyString();
        if (!EntityKey.TryParse(text, out _key))
        {
            throw new ArgumentException($"'{text}' is no entity key: use EntityKey.ToString().", nameof(cancellationToken));
        }

        var core = new EntityCore(_key, services.Catalog);
        var stored = await services.Store.ReadAsync(text, cancellationToken);
        _live = new LiveEntity(core, ActivationNumber.Of(GrainContext), stored?.Stamp ?? default, this);
        if (stored is { } found)
        {
            _live.Restore(core.Restore(services.Codec.Decode(found.State), services.Codec));
        }

        services.Live.Add(_key, _live);
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        services.Live.Remove(_key, _live);
        if (_live.Close())
        {
            await _live.SaveAsync(services.Store, services.Codec);
        }
    }

    public async ValueTask<EntityPlace> ApplyAsync(EntityBatch batch, CancellationToken cancellationToken)
    {
        if (batch.Expected != 0 && batch.Expected != _live.Activation)
        {
            // What the caller gave an earlier activation is not here: he sends from there on, to this one.
            return Place();
        }

        switch (services.Work.Apply(_live, batch.Partition, batch.Events))
        {
            case HandOver.Raised:
                await HandOnAsync(cancellationToken);
                break;
            case HandOver.Closed:
                throw new InvalidOperationException($"The activation of {_key} is ending: call the next one.");
        }

        return Place();
    }

    public async ValueTask<long> HandOnAsync(CancellationToken cancellationToken)
    {
        while (_live.TakeRaised(services.Store, services.Codec, out var stored) is { Length: > 0 } signals)
        {
            await stored;
            _live.RaisedStored(signals.Length);
            await GrainFactory.GetGrain<IClientGrain>(_key.Client).AcceptSignalsAsync(signals, cancellationToken);
            services.Instruments.Signals(signals);
            _live.HandedOn(signals.Length);
        }

        return _live.Activation;
    }

    public async ValueTask<long> CheckpointAsync(CancellationToken cancellationToken)
    {
        // Signals come first: a state stored without them would never raise them again.
        Saving saving;
        do
        {
            await HandOnAsync(cancellationToken);
            saving = await _live.SaveAsync(services.Store, services.Codec);
        }
        while (saving == Saving.SignalsFirst);
        return saving == Saving.Busy
            ? throw new InvalidOperationException($"An earlier write of {_key} is still on its way: try again.")
            : _live.Activation;
    }

    public ValueTask<EntityView> ViewAsync(CancellationToken cancellationToken)
    {
        var (policy, zone) = services.Policies.RulesOf(_key.Client);
        return ValueTask.FromResult(_live.View(policy, zone));
    }

    /// <inheritdoc/>
    public void KeepAlive() => DelayDeactivation(services.Lifetime.IdleTime);

    /// <inheritdoc/>
    public void GiveUp(string reason)
    {
        services.Live.Remove(_key, _live);
        GrainContext.Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationRequested, reason));
    }

    private EntityPlace Place() => new(_live.Activation, GrainContext.Address.SiloAddress!);
}
