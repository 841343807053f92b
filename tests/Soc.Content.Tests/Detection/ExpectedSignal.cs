using System.Text.Json.Serialization;
using Soc.Model.Signals;

namespace Soc.Content.Tests.Detection;

/// <summary>What a case expects: every expectation must be met, and every signal must be covered by one.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ExpectedSignal
{
    /// <summary>Detector id; left out, any.</summary>
    public string? Detector { get; init; }

    public double MinScore { get; init; }

    public double MaxScore { get; init; } = 100;

    /// <summary>Facts that must be among the evidence for.</summary>
    public string[] For { get; init; } = [];

    /// <summary>Facts that must be among the evidence against.</summary>
    public string[] Against { get; init; } = [];

    /// <summary>The benign reading; "" means that there must be none, left out means any or none.</summary>
    public string? Benign { get; init; }

    /// <summary>Whether it says that it is still learning; left out, either.</summary>
    public bool? Learning { get; init; }

    public bool? Late { get; init; }

    /// <summary>A part of the title; left out, any.</summary>
    public string? Title { get; init; }

    /// <summary>Exactly so many signals; left out, one or more.</summary>
    public int? Count { get; init; }

    public bool Covers(Signal s) =>
        (Detector is null || string.Equals(s.Detector, Detector, StringComparison.Ordinal))
        && s.Score >= MinScore
        && s.Score <= MaxScore
        && For.All(f => s.EvidenceFor.Any(e => string.Equals(e.Fact, f, StringComparison.Ordinal)))
        && Against.All(f => s.EvidenceAgainst.Any(e => string.Equals(e.Fact, f, StringComparison.Ordinal)))
        && (Benign is null || string.Equals(s.BenignReading ?? "", Benign, StringComparison.Ordinal))
        && (Learning is null || Learning == s.Learning is not null)
        && (Late is null || Late == s.Late)
        && (Title is null || s.Title.Contains(Title, StringComparison.Ordinal));
}
