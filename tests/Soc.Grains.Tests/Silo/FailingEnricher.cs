using Soc.Enrichment;
using Soc.Model.Entities;
using Soc.Model.Events;

namespace Soc.Grains.Tests.Silo;

/// <summary>The real enricher, with a defect for one address.</summary>
internal sealed class FailingEnricher(IEnricher inner) : IEnricher
{
    public const string PoisonAddress = "192.0.2.66";

    public AddressFacts FactsOf(SecurityEvent e) =>
        string.Equals(e.Src?.Ip, PoisonAddress, StringComparison.Ordinal) ? throw new InvalidCastException("A defect.") : inner.FactsOf(e);

    public AddressFacts DestinationFactsOf(SecurityEvent e) => inner.DestinationFactsOf(e);
}
