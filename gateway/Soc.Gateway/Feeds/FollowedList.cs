using Soc.Model.Policies;
using Soc.Model.Response.Feeds;
using Soc.Response.Feeds;

namespace Soc.Gateway.Feeds;

/// <summary>What this gateway has of a client's block list.</summary>
internal sealed class FollowedList(string client, TimeProvider time)
{
    private readonly Lock _access = new();
    private readonly Dictionary<(string Feed, string Credential, string Address), FeedPoll> _untold = [];
    private FeedCopy? _copy;
    private BlockListView? _view;
    private Task _reading = Task.CompletedTask;
    private bool _isReading;
    private bool _isAskedAgain;
    private long _confirmedAt;
    private long _polledAt = time.GetTimestamp();

    public string Client => client;

    /// <summary>Version that is here; -1 for none.</summary>
    public long Version => Volatile.Read(ref _view)?.Version ?? -1;

    /// <summary>Bouncers of CrowdSec and what they have from here.</summary>
    public BouncerPositions Bouncers { get; } = new();

    /// <summary>Why the last read failed; null when it did not.</summary>
    public string? Problem { get; set; }

    /// <summary>How long nobody asked for it.</summary>
    public TimeSpan Idle => time.GetElapsedTime(Volatile.Read(ref _polledAt));

    /// <summary>The list, if it was the grain's within this time; null when that is not known.</summary>
    public FeedCopy? Fresh(TimeSpan maxAge, ClientPolicy policy)
    {
        lock (_access)
        {
            _polledAt = time.GetTimestamp();
            if (_view is null || time.GetElapsedTime(_confirmedAt) > maxAge)
            {
                return null;
            }

            if (_copy is null || _copy.View != _view || _copy.Context.PolicyVersion != policy.Version)
            {
                _copy = new FeedCopy(_view, FeedContext.Of(policy));
            }

            return _copy;
        }
    }

    /// <summary>Takes the grain's answer: null says that what is here is all.</summary>
    /// <param name="askedAt">Time stamp of the moment before it was asked.</param>
    /// <param name="maxAge">An older version than is here is not taken while this one is that fresh: an activation that is the past's may answer for a moment.</param>
    public void Take(BlockListView? view, long askedAt, TimeSpan maxAge)
    {
        lock (_access)
        {
            if (view is not null)
            {
                if (view.Version < Version && time.GetElapsedTime(_confirmedAt) <= maxAge)
                {
                    return;
                }

                _view = view;
            }

            _confirmedAt = askedAt;
        }
    }

    /// <summary>Reads once for all who want it now; whoever comes while it is read gets another read after it, since that one may have been too early.</summary>
    public Task ReadAsync(Func<FollowedList, Task> read, bool again)
    {
        lock (_access)
        {
            if (_isReading)
            {
                _isAskedAgain |= again;
                return _reading;
            }

            _isReading = true;
            return _reading = ReadAllAsync(read);
        }
    }

    /// <summary>Notes who took what, until the grain is told.</summary>
    public void Polled(FeedPoll poll)
    {
        var key = (poll.Feed, poll.CredentialId, poll.Address);
        lock (_access)
        {
            if (_untold.Count < FeedPolls.MaxPolls || _untold.ContainsKey(key))
            {
                _untold[key] = poll;
            }
        }
    }

    /// <summary>What the grain was not told yet.</summary>
    public FeedPoll[] TakeUntold()
    {
        lock (_access)
        {
            FeedPoll[] polls = [.. _untold.Values];
            _untold.Clear();
            return polls;
        }
    }

    private async Task ReadAllAsync(Func<FollowedList, Task> read)
    {
        // Never on the thread of whoever holds the lock.
        await Task.Yield();
        while (true)
        {
            await read(this);
            lock (_access)
            {
                if (!_isAskedAgain)
                {
                    _isReading = false;
                    return;
                }

                _isAskedAgain = false;
            }
        }
    }
}
