using System.Globalization;
using System.Threading.Channels;

namespace Soc.Storage.Azure;

/// <summary>One writer of incidents and claims for this process: those that wait share a change. Among processes the head's tag decides who is first.</summary>
internal sealed class AzureIncidentWriter : IAsyncDisposable
{
    /// <summary>Most writes that wait; beyond it the store is behind its callers, and says so.</summary>
    public const int MaxWaiting = 65_536;

    private const int MaxTries = 60;
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(200);

    private readonly AzureAccount _account;
    private readonly Channel<AzureIncidentWrite> _waiting = Channel.CreateBounded<AzureIncidentWrite>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });
    private readonly Task _running;
    private volatile bool _stopping;

    public AzureIncidentWriter(AzureAccount account)
    {
        _account = account;
        _running = Task.Run(RunAsync);
    }

    /// <summary>Writes what waits, then ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _stopping = true;
        _waiting.Writer.TryComplete();
        await _running;
    }

    public Task WriteAsync(AzureIncidentWrite write)
    {
        if (_waiting.Writer.TryWrite(write))
        {
            return write.Done;
        }

        ObjectDisposedException.ThrowIf(_stopping, this);
        throw new StoreUnavailableException(string.Create(CultureInfo.InvariantCulture, $"{_account.Target} is {MaxWaiting} incidents behind: it is too slow for what comes."));
    }

    private async Task RunAsync()
    {
        while (await _waiting.Reader.WaitToReadAsync())
        {
            for (var group = Take(); group.Count > 0; group = Take())
            {
                try
                {
                    await StoreAsync(group);
                }
#pragma warning disable CA1031 // whatever it is, its callers hear it, and the writer goes on
                catch (Exception e)
#pragma warning restore CA1031
                {
                    group.ForEach(w => w.Fail(e));
                    FailWaiting(e);
                }
            }
        }
    }

    // Writes that change different rows, as many as fit a change beside the head.
    private List<AzureIncidentWrite> Take()
    {
        var group = new List<AzureIncidentWrite>();
        var rows = new HashSet<string>(StringComparer.Ordinal);
        var bytes = 0;
        while (_waiting.Reader.TryPeek(out var write)
            && (group.Count + 1) * AzureIncidentRows.RowsAnIncident < AzureTable.MaxTogether
            && (group.Count == 0 || bytes + write.Document.Length <= AzureTable.MaxBytesTogether)
            && rows.Add(write.Row)
            && _waiting.Reader.TryRead(out write))
        {
            group.Add(write);
            bytes += write.Document.Length;
        }

        return group;
    }

    private async Task StoreAsync(List<AzureIncidentWrite> group)
    {
        for (var tries = 1; !await new AzureIncidentChange(_account, group).TryAsync(); tries++)
        {
            if (tries == MaxTries)
            {
                throw new StoreUnavailableException($"{_account.Target}: others were faster {MaxTries} times: too many silos write incidents at once. They are written again.");
            }

            // Of several processes one is through each time; the others come back a little later, each at its own pace.
            var pause = TimeSpan.FromMilliseconds((tries * 3) + (Environment.ProcessId % 7));
            await Task.Delay(pause < LongestPause ? pause : LongestPause, TimeProvider.System);
        }
    }

    // What waits came after what just failed: it hears it too, rather than wait for one time-out after the other.
    private void FailWaiting(Exception reason)
    {
        while (_waiting.Reader.TryRead(out var write))
        {
            write.Fail(reason);
        }
    }
}
