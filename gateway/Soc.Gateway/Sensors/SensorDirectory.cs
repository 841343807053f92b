using System.Collections.Concurrent;
using Soc.Gateway.Auth;
using Soc.GrainInterfaces.Storage;

namespace Soc.Gateway.Sensors;

/// <summary>The sensors that are enrolled, by the credentials, with what is known of each here.</summary>
internal sealed class SensorDirectory(CredentialDirectory credentials)
{
    /// <summary>Before a sensor's name in the place of its scopes, so that no name is one.</summary>
    public const string NamePrefix = "name:";

    private readonly ConcurrentDictionary<string, Sensor> _live = new(StringComparer.Ordinal);

    /// <summary>All of a client, or of everybody.</summary>
    public IEnumerable<(StoredToken Token, Sensor Live)> All(string? client = null) =>
        credentials.All
            .Where(t => string.Equals(t.Kind, CredentialKinds.Sensor, StringComparison.Ordinal) && !t.Disabled && (client is null || string.Equals(t.Client, client, StringComparison.Ordinal)))
            .Select(t => (t, LiveOf(t)));

    /// <summary>What people call it; its id when it has no name.</summary>
    public static string NameOf(StoredToken token) =>
        token.Scopes.Length > 0 && token.Scopes[0].Length > NamePrefix.Length ? token.Scopes[0][NamePrefix.Length..] : token.Id;

    /// <summary>One that is enrolled and not revoked.</summary>
    public (StoredToken Token, Sensor Live)? Find(string id) =>
        credentials.Find(id) is { Disabled: false } token && string.Equals(token.Kind, CredentialKinds.Sensor, StringComparison.Ordinal) ? (token, LiveOf(token)) : null;

    private Sensor LiveOf(StoredToken token) => _live.GetOrAdd(token.Id, static (id, client) => new Sensor(id, client), token.Client);
}
