using Soc.Model.Entities;

namespace Soc.Detection;

/// <summary>
/// A detector of the client whose question is of a kind that every connection asks again: it sees what is the same once a day, and not with
/// each event. It may see it more often, after a restart, and makes nothing of it.
/// </summary>
public interface IDailyNewsDetector : IDetector
{
    /// <summary>What the event is news of ("anna-pc example.com"); null when it does not matter.</summary>
    string? NewsOf(EnrichedEvent e);
}
