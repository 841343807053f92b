using Soc.Model.Response;

namespace Soc.Response;

/// <summary>One connector of one client, ready.</summary>
/// <param name="Name">As the settings call it.</param>
/// <param name="Actions">What it is used for.</param>
/// <param name="Connector">What acts.</param>
public sealed record RosterConnector(string Name, IReadOnlyList<ContainmentAction> Actions, IContainmentConnector Connector);
