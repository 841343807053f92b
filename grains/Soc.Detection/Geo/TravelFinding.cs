using System.Runtime.InteropServices;
using Orleans;
using Soc.Model.Events;

namespace Soc.Detection.Geo;

/// <summary>
/// A pair of places already reported: while it goes on (a user and an intruder signing in by turns) it stays one signal.
/// </summary>
/// <param name="PlaceA">Key of the place with the smaller key.</param>
/// <param name="PlaceB">Key of the other.</param>
/// <param name="Anchor">Sign-in that it was first found by; makes the signal's id.</param>
/// <param name="Pair">Later sign-in of the pair that the signal tells of now.</param>
/// <param name="LastMs">Event time of that sign-in.</param>
/// <param name="Score">Its score; <see cref="LeftToOther"/> when another detector reports these places.</param>
[GenerateSerializer, Alias("soc.TravelFinding"), StructLayout(LayoutKind.Auto)]
public readonly record struct TravelFinding(
    [property: Id(0)] uint PlaceA,
    [property: Id(1)] uint PlaceB,
    [property: Id(2)] EventId Anchor,
    [property: Id(3)] EventId Pair,
    [property: Id(4)] long LastMs,
    [property: Id(5)] float Score)
{
    public const float LeftToOther = 1000;
}
