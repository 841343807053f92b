using Orleans;

namespace Soc.Detection.Detectors.BytesOutAnomaly;

/// <summary>What a device sent outside in an hour or in a day, by class of destination.</summary>
[GenerateSerializer, Alias("soc.state.bytes_out_anomaly.window")]
public sealed class SendingWindow
{
    public const int Classes = 3;

    /// <summary>Largest destinations kept; a new one takes the place of the smallest.</summary>
    public const int MaxDestinations = 4;

    [Id(0)] public long StartMs { get; set; }

    [Id(1)] public long[] Bytes { get; set; } = new long[Classes];

    [Id(2)] public DestinationShare[] Destinations { get; set; } = [];

    internal void Add(DestinationClass kind, uint key, string name, long bytes)
    {
        // A source that writes absurd numbers must not turn the sum round.
        Bytes[(int)kind] = Sum(Bytes[(int)kind], bytes);
        var smallest = 0;
        for (var i = 0; i < Destinations.Length; i++)
        {
            if (Destinations[i].Key == key)
            {
                Destinations[i] = Destinations[i] with { Bytes = Sum(Destinations[i].Bytes, bytes) };
                return;
            }

            smallest = Destinations[i].Bytes < Destinations[smallest].Bytes ? i : smallest;
        }

        var added = new DestinationShare(key, name, (byte)kind, bytes);
        if (Destinations.Length < MaxDestinations)
        {
            Destinations = [.. Destinations, added];
        }
        else if (bytes >= Destinations[smallest].Bytes)
        {
            Destinations[smallest] = added;
        }
    }

    /// <summary>Where most bytes of a class went; null when that is not known any more.</summary>
    internal DestinationShare? Largest(DestinationClass kind)
    {
        DestinationShare? largest = null;
        foreach (var share in Destinations)
        {
            if (share.Class == (byte)kind && (largest is null || share.Bytes > largest.Value.Bytes))
            {
                largest = share;
            }
        }

        return largest;
    }

    internal static long Sum(long a, long b) => a > long.MaxValue - b ? long.MaxValue : a + b;
}
