using Soc.Model.Policies;

namespace Soc.GrainInterfaces.Clients;

/// <summary>By what a client's events are judged.</summary>
/// <param name="Zone">The client's clock.</param>
public sealed record ClientRules(ClientPolicy Policy, TimeZoneInfo Zone);
