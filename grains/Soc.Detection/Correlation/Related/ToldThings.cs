namespace Soc.Detection.Correlation.Related;

/// <summary>
/// What an activation has told of its incidents, so that one that grows by the minute tells it once an hour of its own time. Only saves
/// calls: what is forgotten is told again.
/// </summary>
public sealed class ToldThings
{
    /// <summary>Most remembered; then all are forgotten.</summary>
    public const int Max = 4096;

    private const long HourMs = 3_600_000;

    private readonly HashSet<(string IncidentId, string Key, long FirstHour, long LastHour)> _told = [];

    public int Count => _told.Count;

    public bool IsNews(string incidentId, in SharedThing thing) => !_told.Contains(Of(incidentId, thing));

    public void Told(string incidentId, in SharedThing thing)
    {
        if (_told.Count >= Max)
        {
            _told.Clear();
        }

        _told.Add(Of(incidentId, thing));
    }

    private static (string IncidentId, string Key, long FirstHour, long LastHour) Of(string incidentId, in SharedThing thing) =>
        (incidentId, thing.Key, thing.FirstMs / HourMs, thing.LastMs / HourMs);
}
