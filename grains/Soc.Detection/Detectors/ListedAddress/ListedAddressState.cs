using Orleans;
using Soc.Detection.SignIns;
using Soc.Detection.Windows;

namespace Soc.Detection.Detectors.ListedAddress;

/// <summary>Memory of listed_address for a user: made when an address on a list, a failure or another product's alert turns up, gone when it is over.</summary>
[GenerateSerializer, Alias("soc.state.listed_address")]
public sealed class ListedAddressState : DetectorState
{
    public const int MaxFailures = 24;
    public const int MaxListed = 8;
    public const int MaxFindings = 8;

    [Id(0)] public EventTimeRing<SignInMark>? Failures { get; set; }

    [Id(1)] public EventTimeRing<ListedSignIn>? Listed { get; set; }

    [Id(2)] public EventTimeRing<ProductFinding>? Findings { get; set; }

    /// <summary>Newest arrival of an event of these, ms since the epoch.</summary>
    [Id(3)] public long LastArrivalMs { get; set; }
}
