using Shouldly;
using Soc.Grains.Clients;
using Soc.Model.Incidents;
using Xunit;

namespace Soc.Grains.Tests.Clients;

/// <summary>Who is followed when, in turns as a grain's.</summary>
public sealed class IncidentQueueTests
{
    private readonly TaskScheduler _turns = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;
    private readonly List<string> _begun = [];
    private readonly Dictionary<string, TaskCompletionSource<Exception?>> _running = new(StringComparer.Ordinal);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_worst_comes_first_so_many_at_once_and_of_each_the_newest()
    {
        var queue = new IncidentQueue(BeginAsync, atOnce: 2);
        await TurnAsync(() =>
        {
            queue.Add(Of("a", 1, 10));
            queue.Add(Of("b", 1, 20));
            queue.Add(Of("c", 1, 30));
            queue.Add(Of("d", 1, 5));
            queue.Add(Of("d", 2, 40));
            queue.Add(Of("d", 1, 99));
        });
        await BegunAsync("d2", "c1");
        await EndAsync("d2");
        await BegunAsync("d2", "c1", "b1");
        await EndAsync("c1");
        await EndAsync("b1");
        await BegunAsync("d2", "c1", "b1", "a1");
    }

    [Fact]
    public async Task Two_versions_of_one_are_never_followed_at_the_same_time()
    {
        var queue = new IncidentQueue(BeginAsync, atOnce: 4);
        await TurnAsync(() => queue.Add(Of("a", 2, 10)));
        await BegunAsync("a2");
        await TurnAsync(() =>
        {
            queue.Add(Of("a", 1, 90));
            queue.Add(Of("a", 3, 90));
            queue.Add(Of("a", 4, 95));
        });
        await BegunAsync("a2");
        await EndAsync("a2");
        await BegunAsync("a2", "a4");
    }

    [Fact]
    public async Task Whoever_waits_hears_of_what_was_there_and_not_of_what_came_later()
    {
        var queue = new IncidentQueue(BeginAsync, atOnce: 1);
        Task<Exception?> drained = null!;
        await TurnAsync(() =>
        {
            queue.Add(Of("a", 1, 10));
            queue.Add(Of("b", 1, 5));
            drained = queue.DrainAsync();
            queue.Add(Of("c", 1, 1));
        });
        await BegunAsync("a1");
        await EndAsync("a1");
        await BegunAsync("a1", "b1");
        drained.IsCompleted.ShouldBeFalse();
        await EndAsync("b1");
        (await drained.WaitAsync(Cancel)).ShouldBeNull();
        await BegunAsync("a1", "b1", "c1");
    }

    [Fact]
    public async Task What_failed_is_said_waits_and_is_tried_again_with_its_newest_version()
    {
        var queue = new IncidentQueue(BeginAsync, atOnce: 1);
        Task<Exception?> drained = null!;
        await TurnAsync(() =>
        {
            queue.Add(Of("a", 1, 10));
            drained = queue.DrainAsync();
        });
        await BegunAsync("a1");
        await EndAsync("a1", new IOException("away"));
        (await drained.WaitAsync(Cancel)).ShouldBeOfType<IOException>();
        await TurnAsync(() => queue.Add(Of("a", 2, 99)));
        await BegunAsync("a1");
        await TurnAsync(queue.Again);
        await BegunAsync("a1", "a2");
        await EndAsync("a2", new IOException("away"));
        await TurnAsync(() => drained = queue.DrainAsync());
        await BegunAsync("a1", "a2", "a2");
        await EndAsync("a2");
        (await drained.WaitAsync(Cancel)).ShouldBeNull("to ask is to try again");
    }

    private static Incident Of(string id, long version, double score) => new() { Id = id, Client = Make.Client, Version = version, Score = score };

    private static string NameOf(Incident incident) => FormattableString.Invariant($"{incident.Id}{incident.Version}");

    private Task<Exception?> BeginAsync(Incident incident)
    {
        _begun.Add(NameOf(incident));
        return (_running[NameOf(incident)] = new TaskCompletionSource<Exception?>(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
    }

    private Task EndAsync(string name, Exception? failure = null) => TurnAsync(() => _running[name].SetResult(failure));

    private async Task BegunAsync(params string[] names)
    {
        // Some turns later everything that could begin has begun.
        for (var turn = 0; turn < 10; turn++)
        {
            await TurnAsync(() => { });
        }

        await TurnAsync(() => _begun.ShouldBe(names));
    }

    private Task TurnAsync(Action work) => Task.Factory.StartNew(work, Cancel, TaskCreationOptions.None, _turns);
}
