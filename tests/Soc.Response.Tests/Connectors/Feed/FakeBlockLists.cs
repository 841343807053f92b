using System.Globalization;
using Soc.Model.Response.Feeds;
using Soc.Response.Connectors.Feed;
using Soc.Response.Feeds;
using Soc.Response.Tests.Connectors.Contract;

namespace Soc.Response.Tests.Connectors.Feed;

/// <summary>One client's block list, in a store that fails in every way.</summary>
internal sealed class FakeBlockLists(TimeProvider time) : IBlockLists, IFakeBackend
{
    private const string Address = "203.0.113.7";
    private const string Other = "other";

    private static readonly BlockEntry Senseless = new(BlockKind.Domain, "<html>", 0, 0, 0, []);

    private BlockList _list = BlockList.Empty;

    public string Secret { get; set; } = "";

    public Fault? Fault { get; set; }

    public int Changes { get; private set; }

    /// <summary>As it is now.</summary>
    public BlockList List => _list.Expire(NowMs);

    public bool IsHeld => List.Entries.Length > 0;

    private long NowMs => time.GetUtcNow().ToUnixTimeMilliseconds();

    public string Snapshot() => string.Join(
        ' ', List.Entries.SelectMany(e => e.Holds.Select(h => string.Create(CultureInfo.InvariantCulture, $"{e.Value}/{h.OperationId}/{h.UntilMs}/{h.Score}"))).Order(StringComparer.Ordinal));

    public void HoldByOther() => _list = _list.Hold(new BlockRequest(BlockKind.Address, Address, Other, NowMs + 86_400_000, 50, "Another incident."), NowMs).List;

    /// <summary>A person releases it on the list, for all operations but one.</summary>
    public void ReleaseByOther()
    {
        foreach (var (entry, hold) in List.Entries.SelectMany(e => e.Holds.Where(h => h.OperationId is not Other).Select(h => (e, h))))
        {
            _list = _list.Release(entry.Kind, entry.Value, hold.OperationId, NowMs);
        }
    }

    public void RemoveTarget() => throw new NotSupportedException();

    public void Settle()
    {
    }

    public async ValueTask<BlockAnswer> HoldAsync(string client, BlockRequest request, CancellationToken cancellationToken)
    {
        var fault = TakeFault(isChange: true);
        switch (fault?.Kind)
        {
            case FaultKind.Denied:
                return new BlockAnswer(BlockAnswerKind.Full, null, List.Version);
            case FaultKind.Garbage:
                return new BlockAnswer(BlockAnswerKind.Held, null, 0);
        }

        await EngineFaults.BeforeAsync(fault, Secret, cancellationToken);
        var (list, answer) = _list.Hold(request, NowMs);
        Store(list);
        EngineFaults.After(fault, Secret);
        return answer;
    }

    public async ValueTask<BlockEntry?> ReleaseAsync(string client, BlockTarget target, string operationId, CancellationToken cancellationToken)
    {
        var fault = TakeFault(isChange: true);
        await EngineFaults.BeforeAsync(fault, Secret, cancellationToken);
        if (fault is { Kind: FaultKind.Garbage })
        {
            return Senseless;
        }

        Store(_list.Release(target.Kind, target.Value, operationId, NowMs));
        EngineFaults.After(fault, Secret);
        return List.Find(target.Kind, target.Value);
    }

    public async ValueTask<BlockEntry?> FindAsync(string client, BlockTarget target, CancellationToken cancellationToken)
    {
        var fault = TakeFault(isChange: false);
        await EngineFaults.BeforeAsync(fault, Secret, cancellationToken);
        EngineFaults.After(fault, Secret);
        return fault is { Kind: FaultKind.Garbage } ? Senseless : List.Find(target.Kind, target.Value);
    }

    private void Store(BlockList list)
    {
        var before = Snapshot();
        _list = list;
        Changes += string.Equals(before, Snapshot(), StringComparison.Ordinal) ? 0 : 1;
    }

    private Fault? TakeFault(bool isChange)
    {
        if (Fault is not { } fault || !fault.Meets(isChange))
        {
            return null;
        }

        Fault = fault.Rest();
        return fault;
    }
}
