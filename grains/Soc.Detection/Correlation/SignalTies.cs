using Soc.Model.Entities;
using Soc.Model.Signals;

namespace Soc.Detection.Correlation;

/// <summary>What a signal can be tied to others by.</summary>
/// <param name="Strong">Users, devices and addresses that it is about.</param>
/// <param name="Weak">The many that it names (the users of a spray): tie it only to another attack pattern on one of them.</param>
internal sealed record SignalTies(Signal Signal, HashSet<EntityKey> Strong, HashSet<EntityKey> Weak, int Stage, bool IsPattern);
