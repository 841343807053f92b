using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Soc.Detection;
using Soc.Detection.SignIns;
using Soc.Model.Entities;
using Soc.Model.Events;

namespace Soc.Content.Tests.Detection;

/// <summary>Finds the detectors' folders in the source tree and what is in them.</summary>
internal static class DetectorFolders
{
    public static readonly string Root = Path.Combine(RepositoryRoot(), "grains", "Soc.Detection", "Detectors");

    public static readonly Lazy<DetectorCatalog> Catalog = new(DetectorCatalog.Load);

    public static readonly Lazy<Serializer> Serializer = new(() =>
        new ServiceCollection()
            .AddSerializer(b => b.AddAssembly(typeof(IDetector).Assembly).AddAssembly(typeof(SecurityEvent).Assembly))
            .BuildServiceProvider()
            .GetRequiredService<Serializer>());

    public static IEnumerable<string> Folders() =>
        Directory.Exists(Root) ? Directory.EnumerateDirectories(Root).Order(StringComparer.Ordinal) : [];

    public static IEnumerable<string> Cases(string folder)
    {
        var cases = Path.Combine(folder, "cases");
        return Directory.Exists(cases) ? Directory.EnumerateFiles(cases, "*.jsonl").Order(StringComparer.Ordinal) : [];
    }

    /// <summary>The detector of a folder, by the id in its detector.json.</summary>
    public static IDetector DetectorOf(string folder)
    {
        var descriptor = JsonSerializer.Deserialize<DetectorDescriptor>(File.ReadAllText(Path.Combine(folder, "detector.json")), JsonSerializerOptions.Web)
            ?? throw new InvalidDataException($"{folder}: detector.json is empty.");
        return Catalog.Value.Detectors.FirstOrDefault(d => string.Equals(d.Id, descriptor.Id, StringComparison.Ordinal))
            ?? throw new InvalidDataException($"{folder}: no detector has the id '{descriptor.Id}'.");
    }

    /// <summary>The detector as an entity runs it: one of a user within what gives it the user's memory.</summary>
    public static IDetector Runnable(IDetector detector) => detector.EntityKind == EntityKind.User ? new UserDetectors([detector]) : detector;

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Soc.Actors.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests run inside the source tree: Soc.Actors.sln was not found above them.");
    }
}
