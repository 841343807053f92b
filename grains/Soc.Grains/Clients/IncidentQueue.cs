using Soc.Model.Incidents;

namespace Soc.Grains.Clients;

/// <summary>
/// Incidents that wait for somebody: the worst first, those alike in the order in which they came; several at once, of each only the newest version, and never
/// two versions of one at the same time. What failed waits for <see cref="Again"/>. All calls must come from one turn at a time, as a grain's do, and its work runs in such turns.
/// </summary>
/// <param name="follow">Does the work; gives why it could not, or null.</param>
/// <param name="atOnce">Most at once.</param>
internal sealed class IncidentQueue(Func<Incident, Task<Exception?>> follow, int atOnce)
{
    // Bounded by the index of incidents that the client's grain holds.
    private readonly Dictionary<string, Due> _waiting = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Due> _running = new(StringComparer.Ordinal);
    private readonly PriorityQueue<string, (double Score, long Number)> _order = new();
    private readonly HashSet<string> _failed = new(StringComparer.Ordinal);
    private int _workers;
    private long _number;

    /// <summary>Takes an incident; one that is older than what is held of it already is left out.</summary>
    public void Add(Incident incident)
    {
        if (_waiting.TryGetValue(incident.Id, out var due))
        {
            if (due.Incident.Version <= incident.Version)
            {
                due.Incident = incident;
                if (incident.Score > due.Score && !_failed.Contains(incident.Id) && !_running.ContainsKey(incident.Id))
                {
                    Order(due);
                }
            }
        }
        else if (!_running.TryGetValue(incident.Id, out var now) || now.Incident.Version <= incident.Version)
        {
            _waiting[incident.Id] = due = new Due(incident);
            if (now is null)
            {
                Order(due);
            }
        }

        Start();
    }

    /// <summary>Tries again what failed.</summary>
    public void Again()
    {
        foreach (var id in _failed)
        {
            Order(_waiting[id]);
        }

        _failed.Clear();
        Start();
    }

    /// <summary>Completes when what is held now was tried once more at least; what comes meanwhile is not waited for.</summary>
    /// <returns>Why one of them could not be done, or null.</returns>
    public async Task<Exception?> DrainAsync()
    {
        Again();
        var tried = await Task.WhenAll(_running.Values.Concat(_waiting.Values).Select(d => d.Tried.Task).ToArray());
        return Array.Find(tried, e => e is not null);
    }

    // One whose score grows is there twice, and is found gone the second time.
    private void Order(Due due)
    {
        due.Score = due.Incident.Score;
        _order.Enqueue(due.Incident.Id, (-due.Score, _number++));
    }

    private void Start()
    {
        for (; _workers < atOnce && _workers < _order.Count; _workers++)
        {
            _ = WorkAsync();
        }
    }

    private async Task WorkAsync()
    {
        // Whoever brings an incident does not wait for what follows from it.
        await Task.Yield();
        while (_order.TryDequeue(out var id, out _))
        {
            if (_running.ContainsKey(id) || !_waiting.Remove(id, out var due))
            {
                continue;
            }

            _failed.Remove(id);
            _running[id] = due;
            var failure = await follow(due.Incident);
            _running.Remove(id);
            if (failure is not null)
            {
                _waiting.TryAdd(id, new Due(due.Incident));
                _failed.Add(id);
            }
            else if (_waiting.TryGetValue(id, out var newer))
            {
                Order(newer);
            }

            due.Tried.SetResult(failure);
        }

        _workers--;
    }

    private sealed class Due(Incident incident)
    {
        public Incident Incident { get; set; } = incident;

        /// <summary>It is in the order by this.</summary>
        public double Score { get; set; }

        public TaskCompletionSource<Exception?> Tried { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
