using Orleans.Serialization;
using Soc.GrainInterfaces.Response;
using Soc.GrainInterfaces.Storage;
using Soc.Grains.Entities;
using Soc.Grains.Promises;
using Soc.Model.Response;
using Soc.Response.Audit;

namespace Soc.Grains.Response;

/// <inheritdoc cref="IResponseAuditGrain"/>
/// <remarks>Only the newest page is in memory. Pages before it are full and never written again. Who comes while a page is written shares the next write.</remarks>
public sealed class ResponseAuditGrain(PromiseStore store, Serializer serializer) : Grain, IResponseAuditGrain
{
    // Bounded by the client's operations that are at work.
    private readonly Queue<PendingAudit> _pending = new();
    private PromisedState<AuditPage> _stored = null!;
    private AuditPage _page = null!;
    private string _client = "";
    private bool _isWriting;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _client = ResponseKey.TryParse(this.GetPrimaryKeyString(), out var key) ? key.Client : throw new InvalidOperationException("The key of this grain is no client's.");
        _stored = new PromisedState<AuditPage>(store, serializer, GrainContext);
        var last = await LastPageAsync(cancellationToken);
        _page = await _stored.ReadAsync(Key(last), cancellationToken) ?? new AuditPage { Number = 1 };
        StoredVersion.Check(_page.Version, AuditPage.CurrentVersion, $"the audit of {_client}");
    }

    public async ValueTask AppendAsync(OperationState state, OperationEvent[] events, CancellationToken cancellationToken)
    {
        var pending = new PendingAudit(state, events);
        _pending.Enqueue(pending);
        if (!_isWriting)
        {
            _isWriting = true;
            _ = WriteAsync();
        }

        await pending.Written.Task.WaitAsync(cancellationToken);
    }

    public async ValueTask<AuditRecord[]> ReadAsync(long fromSequence, CancellationToken cancellationToken)
    {
        var (low, high) = (1L, _page.Number);
        while (low < high)
        {
            var middle = low + ((high - low + 1) / 2);
            var first = (await PageAsync(middle, cancellationToken))?.Records.FirstOrDefault()?.Sequence ?? long.MaxValue;
            (low, high) = first <= fromSequence ? (middle, high) : (low, middle - 1);
        }

        var page = low == _page.Number ? _page : await PageAsync(low, cancellationToken);
        return page is null ? [] : Array.FindAll(page.Records, r => r.Sequence >= fromSequence);
    }

    private async Task WriteAsync()
    {
        var group = new List<PendingAudit>();
        while (_pending.Count > 0)
        {
            group.Clear();
            try
            {
                await WriteGroupAsync(group);
                group.ForEach(p => p.Written.SetResult());
            }
#pragma warning disable CA1031 // whoever waits must hear it, and tell again
            catch (Exception e)
#pragma warning restore CA1031
            {
                // Another activation writes it, or it is not known what is stored: whoever tells it again tells the same.
                DeactivateOnIdle();
                group.AddRange(_pending);
                _pending.Clear();
                group.ForEach(p => p.Written.SetException(e));
            }
        }

        _isWriting = false;
    }

    private async Task WriteGroupAsync(List<PendingAudit> group)
    {
        var next = _page;
        while (_pending.TryPeek(out var pending))
        {
            next = next.With(pending.State, pending.Events);
            if (next.Has(pending.State, pending.Events))
            {
                group.Add(_pending.Dequeue());
            }
            else if (ReferenceEquals(next, _page))
            {
                next = _page = await NextPageAsync();
            }
            else
            {
                // The page is full: it is stored before the next is begun.
                break;
            }
        }

        if (!ReferenceEquals(next, _page))
        {
            await _stored.WriteAsync(next, CancellationToken.None);
            _page = next;
        }
    }

    private async Task<AuditPage> NextPageAsync() =>
        await _stored.ReadAsync(Key(_page.Number + 1), CancellationToken.None) is null ? _page.Next() : throw EntityConflictException.Of(Key(_page.Number + 1));

    private async ValueTask<long> LastPageAsync(CancellationToken cancellationToken)
    {
        // Doubled until there is none, then halved: pages have no gaps.
        var (there, missing) = (0L, 1L);
        while (await store.Entities.ReadAsync(Key(missing), cancellationToken) is not null)
        {
            (there, missing) = (missing, missing * 2);
        }

        while (missing - there > 1)
        {
            var middle = there + ((missing - there) / 2);
            (there, missing) = await store.Entities.ReadAsync(Key(middle), cancellationToken) is null ? (there, middle) : (middle, missing);
        }

        return Math.Max(1, there);
    }

    private async ValueTask<AuditPage?> PageAsync(long number, CancellationToken cancellationToken) =>
        await store.Entities.ReadAsync(Key(number), cancellationToken) is { } stored ? serializer.Deserialize<AuditPage>(stored.State) : null;

    private string Key(long page) => ResponseKey.AuditPage(_client, page).ToString();

    private sealed class PendingAudit(OperationState state, OperationEvent[] events)
    {
        public OperationState State { get; } = state;

        public OperationEvent[] Events { get; } = events;

        public TaskCompletionSource Written { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
