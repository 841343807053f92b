using System.Collections.Concurrent;
using Soc.GrainInterfaces.Response;
using Soc.Model.Policies;
using Soc.Model.Response.Feeds;

namespace Soc.Gateway.Feeds;

/// <summary>
/// Copies of the block lists that firewalls poll here, so that a poll asks nobody. The grain tells of a change at once; that may be lost, and so every
/// list is asked for each <see cref="WatchEvery"/>. A copy that could not be confirmed for <see cref="MaxAge"/> is not served: a firewall keeps what it
/// has, and is told to come again.
/// </summary>
internal sealed partial class FeedCopies(
    Func<string, IBlockListGrain> grainOf, Func<IBlockListReader, IBlockListReader> reference, TimeProvider time, ILogger<FeedCopies> logger) : BackgroundService, IBlockListReader
{
    /// <summary>How old a copy may be although its grain was reachable: what a lost message costs.</summary>
    public static readonly TimeSpan WatchEvery = TimeSpan.FromSeconds(1);

    /// <summary>How old a copy may be that is served at all.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(10);

    /// <summary>A list that nobody asks for is followed for so long; the next poll reads it again.</summary>
    public static readonly TimeSpan FollowFor = TimeSpan.FromMinutes(10);

    /// <summary>A poll waits so long for a list that is not here.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private const int MaxAtOnce = 16;

    // One for each client that exists, since a path of another gets no further.
    private readonly ConcurrentDictionary<string, FollowedList> _lists = new(StringComparer.Ordinal);
    private readonly Lock _making = new();
    private IBlockListReader? _self;

    /// <summary>A sentence for health; null when all lists can be read.</summary>
    public string? Problem
    {
        get
        {
            var failing = _lists.Values.Where(l => l.Problem is not null).Take(2).ToList();
            return failing.Count == 0 ? null : $"Block lists cannot be read ({failing[0].Problem}): firewalls keep what they have, and are told to come again.";
        }
    }

    private IBlockListReader Self
    {
        get
        {
            lock (_making)
            {
                return _self ??= reference(this);
            }
        }
    }

    public FollowedList Of(string client) => _lists.GetOrAdd(client, c => new FollowedList(c, time));

    /// <summary>The client's list; null when it cannot be read now.</summary>
    public async ValueTask<FeedCopy?> ReadAsync(ClientPolicy policy, CancellationToken cancellationToken)
    {
        var list = Of(policy.Client);
        if (list.Fresh(MaxAge, policy) is { } copy)
        {
            return copy;
        }

        try
        {
            await list.ReadAsync(ReadOnceAsync, again: false).WaitAsync(Patience, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // It goes on in the background; this poll comes again.
        }

        return list.Fresh(MaxAge, policy);
    }

    public ValueTask ChangedAsync(string client)
    {
        if (_lists.TryGetValue(client, out var list))
        {
            _ = list.ReadAsync(ReadOnceAsync, again: true);
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Tells the grain who took what here.</summary>
    public async Task TellPollsAsync(FollowedList list, CancellationToken cancellationToken)
    {
        var polls = list.TakeUntold();
        if (polls.Length == 0)
        {
            return;
        }

        try
        {
            await grainOf(list.Client).PolledAsync(polls, cancellationToken);
        }
        catch (Exception)
        {
            Array.ForEach(polls, list.Polled);
            throw;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(WatchEvery, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await LookAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    /// <summary>Asks for every list once. One whose answer is still awaited is not asked again, and holds up no other.</summary>
    internal Task LookAsync(CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(_lists.Values, new ParallelOptions { MaxDegreeOfParallelism = MaxAtOnce, CancellationToken = cancellationToken }, async (list, cancel) =>
        {
            if (list.Idle > FollowFor)
            {
                _lists.TryRemove(KeyValuePair.Create(list.Client, list));
                return;
            }

            try
            {
                await list.ReadAsync(ReadOnceAsync, again: false).WaitAsync(WatchEvery, time, cancel);
            }
            catch (TimeoutException)
            {
                // Its age says how long that has been so.
            }
        });

    private async Task ReadOnceAsync(FollowedList list)
    {
        var askedAt = time.GetTimestamp();
        try
        {
            list.Take(await grainOf(list.Client).WatchAsync(new BlockListWatch(Self, list.Version), CancellationToken.None), askedAt, MaxAge);
            list.Problem = null;
            await TellPollsAsync(list, CancellationToken.None);
        }
#pragma warning disable CA1031 // whatever is wrong with the grain or its store: the copy ages, health says so, and it is asked again
        catch (Exception e)
#pragma warning restore CA1031
        {
            if (list.Problem is null)
            {
                LogFailed(list.Client, e);
            }

            list.Problem = e.Message;
        }
    }

    [LoggerMessage(EventId = 2500, Level = LogLevel.Warning, Message = "The block list of {Client} cannot be read; its firewalls are told to come again, and it is tried every second")]
    private partial void LogFailed(string client, Exception reason);
}
