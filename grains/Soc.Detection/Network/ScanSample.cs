using System.Runtime.InteropServices;
using Orleans;
using Soc.Model.Events;

namespace Soc.Detection.Network;

/// <summary>One of the attempts of a scan, to name it.</summary>
[GenerateSerializer, Immutable, Alias("soc.ScanSample"), StructLayout(LayoutKind.Auto)]
public readonly record struct ScanSample([property: Id(0)] EventId Id, [property: Id(1)] string Text);
