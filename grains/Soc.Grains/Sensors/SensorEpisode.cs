using System.Globalization;
using Orleans;
using Soc.GrainInterfaces.Sensors;

namespace Soc.Grains.Sensors;

/// <summary>
/// Something that is told once when it begins and once when it ends. What is handed out to be told is stored before, under an id that stays:
/// whoever tells it again tells the same, and an end never overtakes its beginning.
/// </summary>
[GenerateSerializer, Alias("soc.SensorEpisode")]
public sealed class SensorEpisode
{
    /// <summary>So long the one whom something was handed to has to tell it; then another one may.</summary>
    public const long LeaseMs = 30_000;

    private const long Free = long.MinValue;

    [NonSerialized]
    private long _leasedUntilMs = Free;

    /// <summary>It is so.</summary>
    [Id(0)] public bool IsOn { get; set; }

    /// <summary>From when on, ms since the epoch.</summary>
    [Id(1)] public long SinceMs { get; set; }

    /// <summary>That it is so was told, and not yet that it is over.</summary>
    [Id(2)] public bool IsTold { get; set; }

    /// <summary>Handed out, and not known to be told.</summary>
    [Id(3)] public SensorNews? Pending { get; set; }

    /// <summary>Nothing is to be told.</summary>
    public bool IsQuiet => Pending is null && IsOn == IsTold;

    public void Begin(long sinceMs) => (IsOn, SinceMs) = (true, sinceMs);

    public void End() => IsOn = false;

    /// <summary>What is to be told now; null when there is nothing, or it was handed to somebody a moment ago.</summary>
    /// <param name="begins">Kind of the beginning; that of the end follows it.</param>
    /// <param name="isNew">It must be stored before it is handed out.</param>
    public SensorNews? Next(SensorNewsKind begins, string link, string state, SensorMoment now, out bool isNew)
    {
        isNew = false;
        if (Pending is null)
        {
            if (IsQuiet)
            {
                return null;
            }

            var kind = IsOn ? begins : begins + 1;
            Pending = new SensorNews(string.Create(CultureInfo.InvariantCulture, $"{kind} {now.WallMs} {link}"), kind, link, state, SinceMs, now.WallMs);
            isNew = true;
        }
        else if (now.RunningMs < _leasedUntilMs)
        {
            return null;
        }

        _leasedUntilMs = now.RunningMs + LeaseMs;
        return Pending;
    }

    /// <summary>It was told.</summary>
    /// <returns>False when something else was.</returns>
    public bool Told(string id)
    {
        if (!string.Equals(Pending?.Id, id, StringComparison.Ordinal))
        {
            return false;
        }

        IsTold = Pending!.Kind is SensorNewsKind.Silent or SensorNewsKind.Deaf;
        (Pending, _leasedUntilMs) = (null, Free);
        return true;
    }

    /// <summary>Nobody is at it: what was handed out by this activation was not stored.</summary>
    public void Release() => _leasedUntilMs = Free;
}
