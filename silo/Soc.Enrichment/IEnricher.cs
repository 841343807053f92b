using Soc.Model.Entities;
using Soc.Model.Events;

namespace Soc.Enrichment;

/// <summary>Facts of an event's addresses from snapshots in memory: no I/O, no grain call, safe for concurrent use.</summary>
public interface IEnricher
{
    /// <summary>Facts of the source. Never null; <see cref="AddressFacts.None"/> for an event without an address.</summary>
    AddressFacts FactsOf(SecurityEvent e);

    /// <summary>Facts of the destination, in the same way.</summary>
    AddressFacts DestinationFactsOf(SecurityEvent e);
}
