using Soc.GrainInterfaces.Storage;
using Soc.Model.Incidents;

namespace Soc.Gateway.Endpoints;

/// <summary>From an incident to the one that it is part of now.</summary>
internal static class Survivors
{
    /// <summary>An incident that was taken in is followed so often at most.</summary>
    public const int MaxRedirects = 8;

    /// <summary>The incident, or the one that took it in; null when there is none, or it is another client's: an id in an operation is whatever its proposal said.</summary>
    public static async ValueTask<Incident?> SurvivorAsync(this IIncidentStore incidents, string client, string id, CancellationToken cancellationToken)
    {
        for (var hop = 0; hop <= MaxRedirects; hop++)
        {
            if (await incidents.ReadAsync(id, cancellationToken) is not { } incident || !string.Equals(incident.Client, client, StringComparison.Ordinal))
            {
                return null;
            }

            if (incident.MergedInto is not { } next)
            {
                return incident;
            }

            id = next;
        }

        return null;
    }
}
