using Orleans;

namespace Soc.Model.Signals;

/// <summary>
/// The values that a signal turns on, so that the client's own normality and earlier verdicts can be held against it.
/// Null or 0 where a value plays no part.
/// </summary>
[GenerateSerializer, Immutable, Alias("soc.SignalSubject")]
public sealed record SignalSubject
{
    public static readonly SignalSubject Empty = new();

    [Id(0)] public string? User { get; init; }

    [Id(1)] public string? Address { get; init; }

    [Id(2)] public string? Country { get; init; }

    [Id(3)] public int Asn { get; init; }

    [Id(4)] public string? Device { get; init; }

    [Id(5)] public string? Service { get; init; }

    /// <summary>Hour of the week 0–167 in the client's time zone; -1 where it plays no part.</summary>
    [Id(6)] public int HourOfWeek { get; init; } = -1;
}
