using System.Numerics;
using Orleans;
using Soc.Detection.Windows;

namespace Soc.Detection.Detectors.LateralMovement;

/// <summary>Memory of lateral_movement for a device: 100 bytes for one that administers nothing, at most about 4 KB.</summary>
[GenerateSerializer, Alias("soc.state.lateral_movement")]
public sealed class LateralMovementState : DetectorState
{
    /// <summary>Targets remembered: a host takes two for each way of access, its address and its name.</summary>
    public const int MaxTargets = 128;

    /// <summary>New hosts kept of the last day.</summary>
    public const int MaxSteps = 16;

    /// <summary>Longest name kept.</summary>
    public const int MaxName = 40;

    /// <summary>Since when anything is seen of the device, as far as was known when it last administered.</summary>
    [Id(0)] public LearningClock Clock { get; set; }

    [Id(1)] public SeenTable Targets { get; set; }

    [Id(2)] public EventTimeRing<LateralStep>? Steps { get; set; }

    [Id(3)] public Episode Episode { get; set; }

    [Id(4)] public double ToldScore { get; set; }

    /// <summary>Days with new hosts, the lowest bit being <see cref="NewestDay"/>.</summary>
    [Id(5)] public uint NewDays { get; set; }

    [Id(6)] public int NewestDay { get; set; }

    /// <summary>Notes that a day had a new host.</summary>
    public void NoteNewDay(int day)
    {
        if (day > NewestDay)
        {
            NewDays = day - NewestDay >= 32 ? 0 : NewDays << (day - NewestDay);
            NewestDay = day;
        }

        if (NewestDay - day < 32)
        {
            NewDays |= 1u << (NewestDay - day);
        }
    }

    /// <summary>Days of the last month before a day that had a new host.</summary>
    public int NewDaysBefore(int day) =>
        day > NewestDay ? BitOperations.PopCount(day - NewestDay >= 32 ? 0 : NewDays << (day - NewestDay))
        : NewestDay - day >= 31 ? 0
        : BitOperations.PopCount(NewDays >> (NewestDay - day + 1));
}
