namespace Soc.Capture.Protocols.Http;

/// <summary>The transactions of one connection; one that was told and that nobody looks at any more is used again for a later request.</summary>
internal sealed class HttpTransactions
{
    private readonly List<HttpTransaction> _all = [];

    /// <param name="isHeld">Somebody still looks at it.</param>
    public HttpTransaction Begin(long atNs, int depth, Func<HttpTransaction, bool> isHeld)
    {
        foreach (var transaction in _all)
        {
            if (transaction.IsTold && !isHeld(transaction))
            {
                return transaction.Begin(atNs, depth);
            }
        }

        var fresh = new HttpTransaction();

        // More than may wait at a time have been told and are still looked at: they are nobody's once that is over.
        if (_all.Count < HttpLimits.MaxWaiting)
        {
            _all.Add(fresh);
        }

        return fresh.Begin(atNs, depth);
    }

    /// <summary>For another connection: what was said is forgotten now, not when it is used again.</summary>
    public void Reset()
    {
        // What an ordinary connection needs.
        const int kept = 2;
        if (_all.Count > kept)
        {
            _all.RemoveRange(kept, _all.Count - kept);
        }

        foreach (var transaction in _all)
        {
            transaction.Begin(0, 0).Drop();
        }
    }
}
