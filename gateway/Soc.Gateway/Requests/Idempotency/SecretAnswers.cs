using Soc.GrainInterfaces.Storage;

namespace Soc.Gateway.Requests.Idempotency;

/// <summary>Bodies that must not reach the disk, for as long as the process lives and there is room.</summary>
internal sealed class SecretAnswers
{
    /// <summary>Most bodies kept; the oldest goes first.</summary>
    public const int MaxAnswers = 1_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, StoredAnswer> _byId = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    public void Keep(StoredAnswer answer)
    {
        lock (_gate)
        {
            if (!_byId.ContainsKey(answer.Id))
            {
                _order.Enqueue(answer.Id);
            }

            _byId[answer.Id] = answer;
            if (_order.Count > MaxAnswers)
            {
                _byId.Remove(_order.Dequeue());
            }
        }
    }

    /// <summary>The body of this very answer, or null.</summary>
    public byte[]? BodyOf(StoredAnswer answer)
    {
        lock (_gate)
        {
            return _byId.TryGetValue(answer.Id, out var kept) && kept.AtMs == answer.AtMs ? kept.Body : null;
        }
    }
}
