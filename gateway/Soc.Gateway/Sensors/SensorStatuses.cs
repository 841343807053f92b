using Soc.GrainInterfaces.Sensors;
using Soc.Model;
using Soc.SensorProtocol;

namespace Soc.Gateway.Sensors;

/// <summary>Reads what a sensor says of itself, and keeps no more of it than a sensor needs.</summary>
internal static class SensorStatuses
{
    /// <summary>Longest name of anything.</summary>
    public const int MaxNameChars = 64;

    private const int MaxFigures = 64;
    private const int MaxInterfaces = 64;
    private const int MaxProblems = 32;
    private const int MaxProblemChars = 512;

    public static SensorStatus After(SensorStatus before, Hello hello) => before with
    {
        Version = Clip.To(hello.Version, MaxNameChars),
        ConfigurationVersion = hello.ConfigurationVersion,
        ResetsEnabled = hello.ResetsEnabled,
    };

    public static SensorStatus After(SensorStatus before, Heartbeat beat, long nowMs)
    {
        var figures = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var figure in beat.Figures.Take(MaxFigures))
        {
            figures[Clip.To(figure.Name, MaxNameChars)] = figure.Value;
        }

        return before with
        {
            ClockSkewMs = beat.AtMs - nowMs,
            ConfigurationVersion = figures.GetValueOrDefault("configuration_version", before.ConfigurationVersion),
            Figures = [.. figures.Select(f => new SensorFigure(f.Key, f.Value))],
            Problems = [.. beat.Problems.Take(MaxProblems).Select(p => Clip.To(p, MaxProblemChars))],
            Interfaces = InterfacesOf(beat, figures),
        };
    }

    public static SensorOutcome Of(ResetOutcome outcome) =>
        new(Clip.To(outcome.CommandId, MaxNameChars), Clip.To(outcome.Outcome, MaxNameChars), Clip.To(outcome.Reason, MaxProblemChars), outcome.Connections);

    private static SensorInterface[]? InterfacesOf(Heartbeat beat, Dictionary<string, long> figures)
    {
        if (beat.Interfaces.Count > 0)
        {
            return [.. beat.Interfaces.Take(MaxInterfaces).DistinctBy(i => i.Name, StringComparer.Ordinal).Select(i => Of(beat, Clip.To(i.Name, MaxNameChars), Clip.To(i.State, MaxNameChars), i.Frames, i.NewestFrameMs))];
        }

        // A sensor of before only says it of all together; one without interfaces captures nothing.
        return !figures.TryGetValue("interfaces", out var count) ? null
            : count == 0 ? []
            : [Of(beat, "", figures.GetValueOrDefault("interfaces_up") > 0 ? "up" : "down", figures.GetValueOrDefault("frames"), figures.GetValueOrDefault("newest_frame_ms"))];
    }

    private static SensorInterface Of(Heartbeat beat, string name, string state, long frames, long newestMs) =>
        new(name, state, frames, newestMs == 0 ? 0 : Math.Max(0, beat.AtMs - newestMs));
}
