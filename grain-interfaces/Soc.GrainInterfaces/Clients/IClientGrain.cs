using Orleans;
using Orleans.CodeGeneration;
using Orleans.Concurrency;
using Soc.GrainInterfaces.Entities;
using Soc.Model.Ingest;
using Soc.Model.Incidents;
using Soc.Model.Policies;
using Soc.Model.Signals;

namespace Soc.GrainInterfaces.Clients;

/// <summary>A client company: its policy, what is normal in it, and which signals are one incident. Key: client id.</summary>
[Alias(WireNames.ClientGrain), Version(1)]
public interface IClientGrain : IGrainWithStringKey
{
    /// <summary>Takes signals; completes when the incidents that took them are durable. A signal known already changes nothing.</summary>
    [Alias("accept")]
    [AlwaysInterleave]
    ValueTask AcceptSignalsAsync(Signal[] signals, CancellationToken cancellationToken);

    /// <summary>Counts for the funnel and what is normal here, from one read of one partition; applied once by partition and offset.</summary>
    /// <returns>A number of this activation, see <see cref="Entities.IEntityGrain.ApplyAsync"/>.</returns>
    [Alias("observe")]
    ValueTask<long> ObserveAsync(ClientObservations observations, CancellationToken cancellationToken);

    /// <summary>
    /// Completes when what the client's rules agree to for the incidents stored until now is promised by those who keep it: no offset may pass them before.
    /// Findings and observations are taken meanwhile.
    /// </summary>
    /// <exception cref="InvalidOperationException">Something could not be promised; it is tried again.</exception>
    [Alias("engaged")]
    [AlwaysInterleave]
    ValueTask EngagedAsync(CancellationToken cancellationToken);

    /// <summary>As <see cref="Entities.IEntityGrain.CheckpointAsync"/>.</summary>
    [Alias("checkpoint")]
    ValueTask<long> CheckpointAsync(CancellationToken cancellationToken);

    /// <summary>The policy, or null for a client that does not exist.</summary>
    [Alias("policy")]
    ValueTask<ClientPolicy?> GetPolicyAsync(CancellationToken cancellationToken);

    /// <summary>Stores a policy that was validated; makes the client if it is new.</summary>
    /// <param name="expectedVersion">Version that the caller read, or null to overwrite.</param>
    /// <returns>The stored policy, or null when the version did not match.</returns>
    [Alias("set-policy")]
    ValueTask<ClientPolicy?> SetPolicyAsync(ClientPolicy policy, long? expectedVersion, CancellationToken cancellationToken);

    /// <summary>What is normal in this client and its detectors' baselines, in words.</summary>
    [Alias("view")]
    ValueTask<EntityView> ViewAsync(CancellationToken cancellationToken);

    /// <summary>Counts by stage since a moment (by time of receipt; whole hours).</summary>
    [Alias("funnel")]
    ValueTask<Funnel> GetFunnelAsync(long sinceMs, CancellationToken cancellationToken);

    /// <summary>Sets a person's verdict on an incident of this client, and learns from it. Null: no such incident here.</summary>
    [Alias("verdict")]
    ValueTask<Incident?> SetVerdictAsync(string incidentId, VerdictNote note, CancellationToken cancellationToken);
}
