using System.Runtime.InteropServices;
using System.Threading.Channels;

namespace Soc.Benchmarks.Log.Candidates;

/// <summary>One writer for many callers: what waits together is made durable together. What a store that has no group commit needs around it.</summary>
internal sealed class GroupCommit<T> : IAsyncDisposable
{
    /// <summary>Most items of one commit.</summary>
    private const int MaxGroup = 8_192;

    /// <summary>Most requests that wait.</summary>
    private const int MaxWaiting = 4_096;

    private readonly Channel<Request> _waiting = Channel.CreateBounded<Request>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });
    private readonly Action<List<T>> _commit;
    private readonly Task _writer;

    /// <param name="commit">Makes all of it durable before it returns.</param>
    public GroupCommit(Action<List<T>> commit)
    {
        _commit = commit;
        _writer = Task.Run(WriteAsync);
    }

    /// <summary>Completes when the items are durable.</summary>
    public async ValueTask WriteAsync(T[] items, CancellationToken cancellationToken)
    {
        var request = new Request(items, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        await _waiting.Writer.WriteAsync(request, cancellationToken);
        await request.Done.Task;
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _writer;
    }

    private async Task WriteAsync()
    {
        var items = new List<T>(MaxGroup);
        var group = new List<Request>();
        while (await _waiting.Reader.WaitToReadAsync())
        {
            items.Clear();
            group.Clear();
            while (items.Count < MaxGroup && _waiting.Reader.TryRead(out var request))
            {
                items.AddRange(request.Items);
                group.Add(request);
            }

            try
            {
                _commit(items);
                group.ForEach(r => r.Done.TrySetResult());
            }
#pragma warning disable CA1031 // whatever the store throws, its callers get it
            catch (Exception e)
#pragma warning restore CA1031
            {
                group.ForEach(r => r.Done.TrySetException(e));
            }
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Request(T[] Items, TaskCompletionSource Done);
}
