using Orleans;
using Soc.GrainInterfaces.Sensors;

namespace Soc.Grains.Sensors;

/// <summary>What is remembered of an interface of a sensor.</summary>
[GenerateSerializer, Alias("soc.SensorHearing")]
public sealed class SensorHearing
{
    /// <summary>So long an interface may be left out of what the sensor says before it is none of its: while it begins, it says none.</summary>
    public const long MaxMissingMs = 60_000;

    [NonSerialized]
    private long _movedMs;

    [NonSerialized]
    private long? _missingMs;

    // Since the newest frame, when that was said last, by the sensor's clock.
    [NonSerialized]
    private long _quietMs;

    [Id(0)] public string Name { get; set; } = "";

    [Id(1)] public string State { get; set; } = "";

    /// <summary>How many came since the sensor began, when that changed last.</summary>
    [Id(2)] public long Frames { get; set; }

    /// <summary>Frames reached it once: only then is it missed that none do.</summary>
    [Id(3)] public bool HadFrames { get; set; }

    [Id(4)] public SensorEpisode Deafness { get; set; } = new();

    /// <returns>True when what is remembered for long changed.</returns>
    public bool Take(in SensorInterface said, SensorMoment now)
    {
        _missingMs = null;
        State = said.State;
        _quietMs = Math.Max(0, said.QuietMs);
        if (said.Frames == 0 && Frames > 0)
        {
            // It began anew: what was before, perhaps while no gateway heard it, is nothing that it has missed since.
            (Frames, _movedMs) = (0, now.RunningMs);
        }

        if (said.Frames == Frames)
        {
            return false;
        }

        var isFirst = !HadFrames;
        (Frames, HadFrames, _movedMs) = (said.Frames, true, now.RunningMs);
        if (!Deafness.IsOn)
        {
            return isFirst;
        }

        Deafness.End();
        return true;
    }

    /// <summary>
    /// Deaf is an interface whose frames did not grow in number for so long, and whose newest is that old by the sensor's own clock as well:
    /// neither a clock that is set nor a grain that begins makes one deaf.
    /// </summary>
    /// <param name="heard">When the sensor was heard last: what came since is not known.</param>
    /// <returns>True when it is deaf since now.</returns>
    public bool Judge(long patienceMs, SensorMoment heard)
    {
        var still = heard.RunningMs - _movedMs;
        if (Deafness.IsOn || !HadFrames || _missingMs is not null || still < patienceMs || (_quietMs != 0 && _quietMs < patienceMs))
        {
            return false;
        }

        Deafness.Begin(heard.WallMs - Math.Max(still, _quietMs));
        return true;
    }

    /// <summary>The sensor did not name it.</summary>
    /// <returns>True when it is none of its any more.</returns>
    public bool LeftOut(SensorMoment now)
    {
        _missingMs ??= now.RunningMs;
        if (now.RunningMs - _missingMs < MaxMissingMs || string.Equals(State, SensorNews.Removed, StringComparison.Ordinal))
        {
            return false;
        }

        Remove();
        return true;
    }

    /// <summary>Nobody listens on it for us any more.</summary>
    public void Remove()
    {
        State = SensorNews.Removed;
        Deafness.End();
    }
}
