using System.Reflection;
using Microsoft.Extensions.Hosting;
using Soc.Detection;
using Soc.Detection.SignIns;
using Soc.Model.Entities;

namespace Soc.Chaos.Poison;

/// <summary>
/// Puts the poisonous detectors among the others when it is made, which is before anything else of the program that is started. The
/// product has no door for that, and gets none: hence the reflection.
/// </summary>
internal sealed class PoisonedCatalog : IHostedService
{
    public PoisonedCatalog(DetectorCatalog catalog)
    {
        var byKind = (Dictionary<EntityKind, IDetector[]>)typeof(DetectorCatalog).GetField("_byKind", BindingFlags.NonPublic | BindingFlags.Instance)!.GetValue(catalog)!;
        byKind[EntityKind.User] = [new UserDetectors([
            new PoisonousDetector(EntityKind.User, throwsWhenAsked: true),
            new PoisonousDetector(EntityKind.User, throwsWhenAsked: false),
            .. catalog.Detectors.Where(d => d.EntityKind == EntityKind.User)])];
        byKind[EntityKind.Address] = [new PoisonousDetector(EntityKind.Address, throwsWhenAsked: true), .. catalog.For(EntityKind.Address)];
        byKind[EntityKind.Client] = [new PoisonousDetector(EntityKind.Client, throwsWhenAsked: false), .. catalog.For(EntityKind.Client)];
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
