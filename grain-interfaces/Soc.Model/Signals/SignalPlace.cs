using Orleans;

namespace Soc.Model.Signals;

/// <summary>Where on the client's network something was seen.</summary>
/// <param name="Observer">Name of the capture agent or firewall that saw it.</param>
/// <param name="InsideIp">Address inside of the device that it was about; null when none was told.</param>
[GenerateSerializer, Immutable, Alias("soc.SignalPlace")]
public sealed record SignalPlace([property: Id(0)] string Observer, [property: Id(1)] string? InsideIp)
{
    /// <summary>Longest name kept, characters.</summary>
    public const int MaxObserver = 64;
}
