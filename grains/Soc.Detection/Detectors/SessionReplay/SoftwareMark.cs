using System.IO.Hashing;
using System.Runtime.InteropServices;
using Orleans;
using Soc.Model.Events;

namespace Soc.Detection.Detectors.SessionReplay;

/// <summary>Device and software of a session as hashes; 0 where the source says nothing. Versions are left out, since a browser updates itself within a session.</summary>
[GenerateSerializer, Immutable, Alias("soc.state.session_replay.software"), StructLayout(LayoutKind.Auto)]
public readonly record struct SoftwareMark(
    [property: Id(0)] uint Device,
    [property: Id(1)] uint Os,
    [property: Id(2)] uint Client,
    [property: Id(3)] uint UserAgent)
{
    private const int MaxLetters = 256;

    public static SoftwareMark Of(DeviceSection? device) => device is null
        ? default
        : new SoftwareMark(
            HashOf(device.Uid ?? device.Hostname, lettersOnly: false),
            HashOf(device.Os, lettersOnly: true),
            HashOf(device.Client, lettersOnly: true),
            HashOf(device.UserAgent, lettersOnly: true));

    private static uint HashOf(string? text, bool lettersOnly)
    {
        if (string.IsNullOrEmpty(text))
        {
            return 0;
        }

        Span<char> kept = stackalloc char[MaxLetters];
        var length = 0;
        foreach (var c in text)
        {
            if (length < kept.Length && (!lettersOnly || char.IsLetter(c)))
            {
                kept[length++] = char.ToLowerInvariant(c);
            }
        }

        return length == 0 ? 0 : (uint)XxHash3.HashToUInt64(MemoryMarshal.AsBytes(kept[..length])) | 1;
    }
}
