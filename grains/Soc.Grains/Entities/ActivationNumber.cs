using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Soc.Grains.Entities;

/// <summary>A number that tells one activation of a grain from every other; never 0.</summary>
internal static class ActivationNumber
{
    public static long Of(IGrainContext activation)
    {
        var hash = unchecked((long)XxHash3.HashToUInt64(MemoryMarshal.AsBytes(activation.ActivationId.ToString().AsSpan())));
        return hash == 0 ? 1 : hash;
    }
}
