using Orleans;
using Soc.Detection.Windows;

namespace Soc.Detection.Detectors.SensitiveFile;

/// <summary>Memory of sensitive_file for a device: made at the first such file, at most about 3 KB.</summary>
[GenerateSerializer, Alias("soc.state.sensitive_file")]
public sealed class SensitiveFileState : DetectorState
{
    /// <summary>Files whose days are remembered.</summary>
    public const int MaxFiles = 48;

    /// <summary>Touches kept for a search.</summary>
    public const int MaxTouches = 20;

    /// <summary>Longest name kept.</summary>
    public const int MaxName = 48;

    [Id(0)] public SeenTable Files { get; set; }

    [Id(1)] public EventTimeRing<FileTouch> Touches { get; set; } = new();

    /// <summary>The search that goes on.</summary>
    [Id(2)] public Episode Search { get; set; }

    /// <summary>Score with which the search was told.</summary>
    [Id(3)] public double ToldScore { get; set; }
}
