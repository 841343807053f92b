using Orleans.Serialization;
using Soc.Detection.Baseline;
using Soc.Detection.Correlation;
using Soc.Grains.Entities;
using Soc.Model.Signals;

namespace Soc.Grains.Clients;

/// <summary>What is stored of a client beside its policy and its incidents.</summary>
[GenerateSerializer, Alias("soc.ClientSnapshot")]
public sealed class ClientSnapshot
{
    public const int CurrentVersion = 1;

    [Id(0)] public int Version { get; set; } = CurrentVersion;

    [Id(1)] public AppliedOffsets Observed { get; set; } = new();

    [Id(2)] public ClientProfileState Profile { get; set; } = new();

    [Id(3)] public VerdictMemoryState Verdicts { get; set; } = new();

    [Id(4)] public FunnelState Funnel { get; set; } = new();

    /// <summary>Snapshot of the client as an entity: the state of its own detectors.</summary>
    [Id(5)] public byte[]? Entity { get; set; }

    /// <summary>Signals of its own detectors that are perhaps not handed on yet; see <see cref="EntitySnapshot.Outbox"/>, whose bound it shares.</summary>
    [Id(6)] public Signal[] Own { get; set; } = [];

    /// <summary>What the rules agree to was promised for the incidents that were stored by then, Unix milliseconds; 0 when that is not known.</summary>
    [Id(7)] public long EngagedMs { get; set; }

    /// <exception cref="InvalidOperationException">A newer program wrote it.</exception>
    public static ClientSnapshot Read(Serializer serializer, byte[] state, string client)
    {
        var snapshot = serializer.Deserialize<ClientSnapshot>(state) ?? new ClientSnapshot();
        StoredVersion.Check(snapshot.Version, CurrentVersion, $"client {client}");
        return snapshot;
    }
}
