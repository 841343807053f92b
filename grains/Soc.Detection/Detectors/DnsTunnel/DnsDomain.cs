using Orleans;
using Soc.Detection.Network;

namespace Soc.Detection.Detectors.DnsTunnel;

/// <summary>What a device asked for under one registered domain within a day.</summary>
[GenerateSerializer, Alias("soc.state.dns_tunnel.domain")]
public sealed class DnsDomain
{
    [Id(3)] private DistinctSketch _names;

    /// <summary>Hash of the domain.</summary>
    [Id(0)] public uint Key { get; set; }

    /// <summary>First question, ms since the epoch. Names the signal.</summary>
    [Id(1)] public long FirstMs { get; set; }

    [Id(2)] public long LastMs { get; set; }

    public DistinctSketch Names => _names;

    /// <summary>Hour of <see cref="HourBytes"/> and <see cref="HourMissing"/>, hours since the epoch.</summary>
    [Id(4)] public int Hour { get; set; }

    /// <summary>Information of the names that were new in this hour, bytes.</summary>
    [Id(5)] public float HourBytes { get; set; }

    /// <summary>Names in this hour that do not exist.</summary>
    [Id(6)] public int HourMissing { get; set; }

    /// <summary>Questions.</summary>
    [Id(7)] public int Questions { get; set; }

    [Id(8)] public int Answered { get; set; }

    /// <summary>Answered with: no such name.</summary>
    [Id(9)] public int Missing { get; set; }

    [Id(10)] public int OddTypes { get; set; }

    /// <summary>Answered with public addresses.</summary>
    [Id(11)] public int WithAddress { get; set; }

    /// <summary>Answered with 127.0.0.0/8, as lists answer.</summary>
    [Id(12)] public int WithLoopback { get; set; }

    /// <summary>Answered with addresses inside.</summary>
    [Id(13)] public int WithInside { get; set; }

    /// <summary>New names, as far as told apart.</summary>
    [Id(14)] public int NewNames { get; set; }

    [Id(15)] public int LongNames { get; set; }

    [Id(16)] public int RandomNames { get; set; }

    /// <summary>Different names when it was told; 0: it was not.</summary>
    [Id(17)] public int ToldNames { get; set; }

    [Id(18)] public byte ToldStep { get; set; }

    /// <summary>Most bytes in an hour so far.</summary>
    [Id(19)] public float PeakBytes { get; set; }

    /// <summary>Most names in an hour that do not exist.</summary>
    [Id(20)] public int PeakMissing { get; set; }

    /// <summary>Step of the number of names that was told.</summary>
    [Id(21)] public byte ToldLevel { get; set; }

    internal bool IsNewName(uint hash) => _names.Add(hash);
}
