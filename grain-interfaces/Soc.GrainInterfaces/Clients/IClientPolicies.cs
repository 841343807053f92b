using Soc.Model.Policies;

namespace Soc.GrainInterfaces.Clients;

/// <summary>Snapshot of all clients' policies in this process: what the pump, the gateway and the grains read without a call.</summary>
public interface IClientPolicies
{
    /// <summary>The policy, or null for a client that does not exist.</summary>
    ClientPolicy? Find(string client);

    /// <summary>The policy with the client's time zone, resolved; the defaults for an unknown client, UTC for an unknown zone.</summary>
    ClientRules RulesOf(string client);

    /// <summary>All clients, ordered by id.</summary>
    IReadOnlyList<ClientPolicy> All { get; }

    /// <summary>Replaces the snapshot's entry when the version is newer.</summary>
    void Publish(ClientPolicy policy);
}
