using System.Collections.Concurrent;
using Soc.Simulator.Stories;
using Soc.Simulator.Transport;

namespace Soc.Simulator.Demo;

/// <summary>Follows the live stream and shows the incidents of the stories: each when it has settled, and again when its decision changes.</summary>
/// <param name="fromMs">Begin of the story day: what happened to the same people before is ordinary life, ms since the epoch.</param>
internal sealed class LiveWatcher(ApiClient api, StoryBook book, Screen screen, long fromMs, TimeProvider time)
{
    private static readonly TimeSpan Settled = TimeSpan.FromMilliseconds(1_200);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(400);

    private readonly ConcurrentDictionary<string, (ApiIncident Incident, long Stamp)> _pending = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _shown = new(StringComparer.Ordinal);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var show = ShowAsync(cancellationToken);
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await foreach (var incident in api.LiveAsync(cancellationToken))
                {
                    if (incident.MergedInto is null && StoryOf(incident) is not null)
                    {
                        _pending[incident.Id] = (incident, time.GetTimestamp());
                    }
                }
            }
            catch (Exception e) when (e is HttpRequestException or IOException && !cancellationToken.IsCancellationRequested)
            {
                await Task.Delay(LookEvery, time, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }

        await show;
    }

    private static string Gist(ApiIncident i) => $"{i.Escalation.Decision} {i.Suggested.Verdict}";

    // What takes weeks to show, or arrives weeks late, is the story's though its last event is older.
    private IStory? StoryOf(ApiIncident i) =>
        i.LastSeen.ToUnixTimeMilliseconds() >= fromMs || i.Signal("shared_credential", "brute_force_success") is not null ? book.StoryOf(i) : null;

    private async Task ShowAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(LookEvery, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                ShowSettled(Settled);
            }
        }
        catch (OperationCanceledException)
        {
            // The end of the demo: what came last is shown as it is.
            ShowSettled(TimeSpan.Zero);
        }
    }

    private void ShowSettled(TimeSpan since)
    {
        foreach (var (id, (incident, stamp)) in _pending)
        {
            if (time.GetElapsedTime(stamp) < since || !_pending.TryRemove(KeyValuePair.Create(id, (incident, stamp))))
            {
                continue;
            }

            var gist = Gist(incident);
            var isAgain = _shown.TryGetValue(id, out var before);
            if (!isAgain || !string.Equals(before, gist, StringComparison.Ordinal))
            {
                _shown[id] = gist;
                screen.Incident(StoryOf(incident), incident, isAgain);
            }
        }
    }
}
