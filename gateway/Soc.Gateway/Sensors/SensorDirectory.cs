using Soc.Gateway.Auth;
using Soc.GrainInterfaces.Sensors;
using Soc.GrainInterfaces.Storage;

namespace Soc.Gateway.Sensors;

/// <summary>The sensors that are enrolled, by the credentials, and the grain that knows each.</summary>
internal sealed class SensorDirectory(CredentialDirectory credentials, IGrainFactory grains)
{
    /// <summary>All of a client, or of everybody, oldest first.</summary>
    public IEnumerable<StoredToken> All(string? client = null) =>
        credentials.OfKind(CredentialKinds.Sensor).Where(t => !t.Disabled && (client is null || string.Equals(t.Client, client, StringComparison.Ordinal)));

    /// <summary>All that were revoked.</summary>
    public IEnumerable<StoredToken> Revoked() => credentials.OfKind(CredentialKinds.Sensor).Where(t => t.Disabled);

    /// <summary>What people call it; its id when it has no name.</summary>
    public static string NameOf(StoredToken token) => token.Name.Length > 0 ? token.Name : token.Id;

    /// <summary>One that is enrolled and not revoked.</summary>
    public StoredToken? Find(string id) =>
        credentials.Find(id) is { Disabled: false } token && string.Equals(token.Kind, CredentialKinds.Sensor, StringComparison.Ordinal) ? token : null;

    /// <summary>It was revoked, as opposed to one that enrolled at another gateway a moment ago.</summary>
    public bool IsRevoked(string id) => credentials.Find(id) is { Disabled: true };

    public ISensorGrain GrainOf(StoredToken token) => grains.GetGrain<ISensorGrain>(new SensorKey(token.Client, token.Id).ToString());
}
