namespace Soc.Response.Connectors.Http;

/// <summary>
/// What this process did last: an order that comes again is recognised where the product does not keep who made a change. After a restart the order brings
/// what was before with it.
/// </summary>
internal sealed class RecentOperations
{
    public const int MaxOperations = 1_024;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (PriorState Prior, bool IsAccepted)> _operations = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    public PriorState? Find(string operationId)
    {
        lock (_lock)
        {
            return _operations.TryGetValue(operationId, out var found) ? found.Prior : null;
        }
    }

    public bool IsAccepted(string operationId)
    {
        lock (_lock)
        {
            return _operations.TryGetValue(operationId, out var found) && found.IsAccepted;
        }
    }

    public void Note(string operationId, PriorState prior, bool isAccepted)
    {
        lock (_lock)
        {
            if (!_operations.ContainsKey(operationId) && !_order.Contains(operationId, StringComparer.Ordinal))
            {
                if (_order.Count == MaxOperations)
                {
                    _operations.Remove(_order.Dequeue());
                }

                _order.Enqueue(operationId);
            }

            _operations[operationId] = (prior, isAccepted);
        }
    }

    /// <summary>Nothing came of it.</summary>
    public void Forget(string operationId)
    {
        lock (_lock)
        {
            // Its place in the order stays until it is its turn, so that the order never grows beyond the bound.
            _operations.Remove(operationId);
        }
    }
}
