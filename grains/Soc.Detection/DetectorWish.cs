using Soc.Model.Entities;

namespace Soc.Detection;

/// <summary>Asks detectors where nobody counts what they throw.</summary>
public static class DetectorWish
{
    /// <summary>As <see cref="IDetector.Wants"/>; one that throws gets the event, since where it is applied it is asked again, and its failure counted.</summary>
    public static bool MayWant(this IDetector detector, EnrichedEvent e)
    {
        try
        {
            return detector.Wants(e);
        }
#pragma warning disable CA1031 // whatever it throws, it must not keep the event from the others
        catch (Exception)
#pragma warning restore CA1031
        {
            return true;
        }
    }
}
