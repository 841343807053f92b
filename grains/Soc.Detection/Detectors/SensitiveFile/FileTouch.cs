using System.Runtime.InteropServices;
using Orleans;
using Soc.Detection.Windows;
using Soc.Model.Events;

namespace Soc.Detection.Detectors.SensitiveFile;

/// <summary>A file of that sort, touched at a moment.</summary>
/// <param name="FileKey">Hash of share and path.</param>
/// <param name="Name">Name without its path, cut.</param>
/// <param name="Kind">A <see cref="SensitiveKind"/>.</param>
[GenerateSerializer, Immutable, Alias("soc.state.sensitive_file.touch"), StructLayout(LayoutKind.Auto)]
public readonly record struct FileTouch(
    [property: Id(0)] long TimeMs,
    [property: Id(1)] EventId Id,
    [property: Id(2)] uint FileKey,
    [property: Id(3)] string Name,
    [property: Id(4)] byte Kind) : ITimedItem;
