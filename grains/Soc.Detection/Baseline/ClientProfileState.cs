using Orleans;

namespace Soc.Detection.Baseline;

/// <summary>What is normal for one client: which values its users were seen with, and how many of them.</summary>
[GenerateSerializer, Alias("soc.state.client_profile")]
public sealed class ClientProfileState
{
    /// <summary>Days that a count looks back.</summary>
    public const int WindowDays = 30;

    /// <summary>Most kinds of value; further ones are not kept.</summary>
    public const int MaxKinds = 8;

    /// <summary>Most values of one kind; those not seen for longest leave first.</summary>
    public const int MaxValuesPerKind = 1024;

    /// <summary>Longest value, in characters; a longer one is cut.</summary>
    public const int MaxValueLength = 96;

    /// <summary>Kind, then value in lower case.</summary>
    [Id(0)]
    public Dictionary<string, Dictionary<string, ProfileValue>> Kinds { get; set; } = new(StringComparer.Ordinal);

    /// <summary>Everybody, whatever they were seen with.</summary>
    [Id(1)]
    public UserCounter Users { get; set; } = new();

    /// <summary>Event time since which the client has been seen without a quiet period, ms since the epoch; 0 never.</summary>
    [Id(2)]
    public long LearningSinceMs { get; set; }

    /// <summary>Newest event time, ms since the epoch.</summary>
    [Id(3)]
    public long LastSeenMs { get; set; }
}
