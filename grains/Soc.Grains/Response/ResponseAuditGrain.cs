using Orleans.Serialization;
using Soc.GrainInterfaces.Response;
using Soc.GrainInterfaces.Storage;
using Soc.Grains.Entities;
using Soc.Model.Response;
using Soc.Response.Audit;

namespace Soc.Grains.Response;

/// <inheritdoc cref="IResponseAuditGrain"/>
/// <remarks>Only the newest page is in memory. Pages before it are full and never written again.</remarks>
public sealed class ResponseAuditGrain(PromiseStore store, Serializer serializer) : Grain, IResponseAuditGrain
{
    private PromisedState<AuditPage> _stored = null!;
    private AuditPage _page = null!;
    private string _client = "";

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
        try
        {
            while (!_page.Has(state, events))
            {
                if (_page.IsFull)
                {
                    if (await _stored.ReadAsync(Key(_page.Number + 1), cancellationToken) is not null)
                    {
                        throw EntityConflictException.Of(Key(_page.Number + 1));
                    }

                    _page = _page.Next();
                }

                var next = _page.With(state, events);
                await _stored.WriteAsync(next, cancellationToken);
                _page = next;
            }
        }
        catch (Exception)
        {
            // Another activation writes it, or it is not known what is stored: whoever tells it again tells the same.
            DeactivateOnIdle();
            throw;
        }
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
}
