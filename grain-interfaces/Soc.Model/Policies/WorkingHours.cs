using Orleans;

namespace Soc.Model.Policies;

/// <summary>Working hours of a client in its own time zone.</summary>
/// <param name="Start">First minute of the working day, 0–1439.</param>
/// <param name="End">Minute at which it ends, 1–1440, after <paramref name="Start"/>.</param>
/// <param name="Days">Working days, 0 Sunday … 6 Saturday.</param>
[GenerateSerializer, Immutable, Alias("soc.WorkingHours")]
public sealed record WorkingHours(
    [property: Id(0)] int Start,
    [property: Id(1)] int End,
    [property: Id(2)] int[] Days)
{
    public static readonly WorkingHours Default = new(8 * 60, 18 * 60, [1, 2, 3, 4, 5]);
}
