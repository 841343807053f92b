using Orleans;

namespace Soc.Detection.Baseline;

/// <summary>One value that users of the client were seen with.</summary>
[GenerateSerializer, Alias("soc.state.client_profile.value")]
public sealed class ProfileValue
{
    /// <summary>Event time, ms since the epoch.</summary>
    [Id(0)]
    public long FirstSeenMs { get; set; }

    /// <summary>Event time, ms since the epoch.</summary>
    [Id(1)]
    public long LastSeenMs { get; set; }

    [Id(2)]
    public UserCounter Users { get; set; } = new();
}
