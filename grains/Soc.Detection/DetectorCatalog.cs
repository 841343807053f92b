using System.Text.Json;
using Soc.Detection.SignIns;
using Soc.Model.Entities;

namespace Soc.Detection;

/// <summary>All detectors of this assembly, found at start; a duplicate id or a missing detector.json stops the start.</summary>
public sealed class DetectorCatalog
{
    private const string DescriptorSuffix = ".detector.json";

    private readonly Dictionary<EntityKind, IDetector[]> _byKind;
    private readonly Dictionary<string, DetectorDescriptor> _descriptors;

    private DetectorCatalog(IReadOnlyList<IDetector> detectors, Dictionary<string, DetectorDescriptor> descriptors)
    {
        Detectors = detectors;
        _descriptors = descriptors;
        _byKind = detectors.GroupBy(d => d.EntityKind).ToDictionary(g => g.Key, g => g.ToArray());

        // A user's detectors share a memory, so that they run as one.
        if (_byKind.TryGetValue(EntityKind.User, out var ofUsers))
        {
            _byKind[EntityKind.User] = [new UserDetectors(ofUsers)];
        }
    }

    /// <summary>Every detector, ordered by id.</summary>
    public IReadOnlyList<IDetector> Detectors { get; }

    /// <exception cref="InvalidOperationException">Two detectors share an id, or one has no detector.json.</exception>
    public static DetectorCatalog Load()
    {
        var assembly = typeof(DetectorCatalog).Assembly;
        var detectors = assembly.GetTypes()
            .Where(t => t is { IsAbstract: false, IsClass: true } && typeof(IDetector).IsAssignableFrom(t) && t != typeof(UserDetectors))
            .Select(t => (IDetector)Activator.CreateInstance(t)!)
            .OrderBy(d => d.Id, StringComparer.Ordinal)
            .ToArray();
        var duplicate = detectors.GroupBy(d => d.Id, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1);
        if (duplicate is not null)
        {
            throw new InvalidOperationException($"Two detectors have the id '{duplicate.Key}': give one of them another id.");
        }

        var descriptors = new Dictionary<string, DetectorDescriptor>(StringComparer.Ordinal);
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.EndsWith(DescriptorSuffix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var descriptor = JsonSerializer.Deserialize<DetectorDescriptor>(stream, JsonSerializerOptions.Web)
                ?? throw new InvalidOperationException($"{name} is empty.");
            descriptors.Add(descriptor.Id, descriptor);
        }

        var missing = detectors.FirstOrDefault(d => !descriptors.ContainsKey(d.Id));
        return missing is null
            ? new DetectorCatalog(detectors, descriptors)
            : throw new InvalidOperationException($"The detector '{missing.Id}' has no detector.json beside it.");
    }

    /// <summary>Detectors that read the events of this kind of entity; those of a user as one (<see cref="UserDetectors"/>).</summary>
    public IReadOnlyList<IDetector> For(EntityKind kind) => _byKind.GetValueOrDefault(kind) ?? [];

    /// <summary>What is written of a detector.</summary>
    public DetectorDescriptor Describe(string detectorId) => _descriptors[detectorId];
}
