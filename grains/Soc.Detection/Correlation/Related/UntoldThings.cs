using Soc.Model.Incidents;
using Soc.Model.Policies;

namespace Soc.Detection.Correlation.Related;

/// <summary>
/// What of a client's incidents is still to be told to those who remember it for all clients. In memory: what was not told before a crash
/// follows from the incidents that are stored, and is noted again from them.
/// </summary>
public sealed class UntoldThings
{
    /// <summary>Most that wait to be told, and most that are remembered as told; then all of the latter are forgotten, and told again in time.</summary>
    public const int Max = 4096;

    private const long HourMs = 3_600_000;

    private readonly HashSet<(string IncidentId, string Key, long FirstHour, long LastHour)> _noted = [];
    private readonly Queue<(string Key, SharedSighting Sighting)> _waiting = [];

    public int Count => _waiting.Count;

    /// <summary>Notes what is new. An incident that grows by the minute is told once an hour of its own time.</summary>
    public void Note(IEnumerable<Incident> incidents, ClientPolicy policy)
    {
        foreach (var incident in incidents)
        {
            foreach (var thing in SharedThings.Of(incident, policy))
            {
                if (_noted.Count >= Max)
                {
                    _noted.Clear();
                }

                if (_waiting.Count < Max && _noted.Add((incident.Id, thing.Key, thing.FirstMs / HourMs, thing.LastMs / HourMs)))
                {
                    _waiting.Enqueue((thing.Key, new SharedSighting(incident.Client, incident.Id, thing.FirstMs, thing.LastMs)));
                }
            }
        }
    }

    /// <summary>The next to tell, which stays until <see cref="Told"/>.</summary>
    public bool TryPeek(out (string Key, SharedSighting Sighting) next) => _waiting.TryPeek(out next);

    public void Told() => _waiting.Dequeue();

    /// <summary>Those of a client's incidents that a new activation tells again: other clients' can be related to no older ones.</summary>
    public static IEnumerable<Incident> Recent(IReadOnlyCollection<Incident> incidents)
    {
        var newestMs = incidents.Count == 0 ? 0 : incidents.Max(i => i.LastSeenMs);
        return incidents.Where(i => i.LastSeenMs >= newestMs - (2 * RelatedActivity.WindowHours * HourMs));
    }
}
