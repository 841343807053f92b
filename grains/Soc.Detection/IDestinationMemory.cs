namespace Soc.Detection;

/// <summary>A detector of the client that remembers where its devices go.</summary>
public interface IDestinationMemory : IDetector
{
    /// <summary>The domain was usual here before this moment, for as long as a baseline learns: that a finding names it says nothing.</summary>
    /// <param name="state">Its state for the client, or null when it has none.</param>
    /// <param name="beforeMs">Event time of what the finding began with, ms since the epoch: what began with the finding itself does not count.</param>
    bool IsUsual(DetectorState? state, string domain, long beforeMs, int learningDays);
}
