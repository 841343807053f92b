using Soc.Model.Entities;
using Soc.Model.Events;

namespace Soc.Enrichment;

/// <summary>Facts of an event's source address from snapshots in memory: no I/O, no grain call, safe for concurrent use.</summary>
public interface IEnricher
{
    /// <summary>Never null; <see cref="AddressFacts.None"/> for an event without an address.</summary>
    AddressFacts FactsOf(SecurityEvent e);
}
