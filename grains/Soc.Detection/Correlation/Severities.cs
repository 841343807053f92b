namespace Soc.Detection.Correlation;

/// <summary>Scores in words; the levels of Elastic's entity risk: 20, 40, 70, 90.</summary>
public static class Severities
{
    /// <summary>info below 20, low below 40, medium below 70, high below 90, else critical.</summary>
    public static string Of(double score) => score switch
    {
        >= 90 => "critical",
        >= 70 => "high",
        >= 40 => "medium",
        >= 20 => "low",
        _ => "info",
    };
}
