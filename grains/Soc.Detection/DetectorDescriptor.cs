namespace Soc.Detection;

/// <summary>A detector.json: what an analyst should know of a detector.</summary>
/// <param name="Id">The detector's id.</param>
/// <param name="Name">For people.</param>
/// <param name="Summary">What it finds, in a sentence.</param>
/// <param name="Techniques">ATT&amp;CK technique ids.</param>
/// <param name="Severity">Usual severity: info, low, medium, high, critical.</param>
/// <param name="BlindSpots">What it cannot see.</param>
/// <param name="FalsePositives">What looks like it and is not.</param>
/// <param name="WhatToDo">First steps for an analyst.</param>
public sealed record DetectorDescriptor(
    string Id,
    string Name,
    string Summary,
    string[] Techniques,
    string Severity,
    string[] BlindSpots,
    string[] FalsePositives,
    string[] WhatToDo);
