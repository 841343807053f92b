using System.Collections.Concurrent;
using Soc.Model.Events;
using Soc.Model.Policies;

namespace Soc.Gateway.Ingest.Identity;

/// <summary>
/// Who is who, per client: one person is one user, however VPN, identity provider and SaaS name him. Pure and bounded;
/// the same sequence of events gives the same keys. Safe for concurrent use.
/// </summary>
public sealed class IdentityDirectory
{
    /// <summary>Clients with names of their own; the gateway asks only for clients that exist.</summary>
    public const int MaxClients = 10_000;

    private readonly ConcurrentDictionary<string, ClientIdentities> _clients = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Grows with everything learned.</summary>
    public long Version => _clients.Values.Sum(c => c.Version);

    /// <summary>Learns from an event, and names its user.</summary>
    /// <param name="client">Client id.</param>
    /// <param name="e">The event.</param>
    /// <param name="rules">What the client configured; comes before what is learned.</param>
    /// <returns>The key (lower case: "anna.keller@example.com", "corp\akeller", "service:…"), or null when it names nobody.</returns>
    public string? Resolve(string client, SecurityEvent e, IdentityRules rules)
    {
        ArgumentNullException.ThrowIfNull(e);
        ArgumentNullException.ThrowIfNull(rules);
        if (e.User is not { } user || Of(client) is not { } identities)
        {
            return null;
        }

        lock (identities)
        {
            return identities.Resolve(e, user, rules);
        }
    }

    /// <summary>The key of a person by any of his names, for a question; learns nothing from it.</summary>
    public string? ResolveName(string client, string name, IdentityRules rules) => Resolve(
        client,
        new SecurityEvent
        {
            Id = default,
            Client = client,
            Class = EventClass.Base,
            ActivityId = Activity.Unknown,
            TimeMs = 0,
            ReceivedMs = 0,
            Source = "question",
            // Names of failed sign-ins teach nothing, and neither does a question.
            Status = EventStatus.Failure,
            User = new UserIdentity { Name = name },
        },
        rules);

    /// <summary>What was learned, in a stable order.</summary>
    internal IdentitySnapshot ToSnapshot()
    {
        var clients = new List<ClientIdentitySnapshot>();
        foreach (var (client, identities) in _clients.OrderBy(c => c.Key, StringComparer.Ordinal))
        {
            lock (identities)
            {
                clients.Add(identities.ToSnapshot(client));
            }
        }

        return new IdentitySnapshot(IdentitySnapshot.CurrentFormat, [.. clients]);
    }

    /// <summary>Takes over what another run learned; for the start, before events come.</summary>
    internal void Restore(IdentitySnapshot snapshot)
    {
        foreach (var client in snapshot.Clients.Take(MaxClients))
        {
            _clients[client.Client] = ClientIdentities.FromSnapshot(client);
        }
    }

    private ClientIdentities? Of(string client)
    {
        if (_clients.TryGetValue(client, out var known))
        {
            return known;
        }

        return _clients.Count >= MaxClients ? null : _clients.GetOrAdd(client, static _ => new ClientIdentities());
    }
}
