using Orleans;
using Soc.Detection.Credentials;
using Soc.Detection.Windows;

namespace Soc.Detection.Detectors.ListedAddress;

/// <summary>
/// Memory of listed_address for a user. Most users have only their places (24 bytes each), the last factors and devices;
/// the rings are made when an address on a list, or a failure, turns up.
/// </summary>
[GenerateSerializer, Alias("soc.state.listed_address")]
public sealed class ListedAddressState : DetectorState
{
    public const int MaxPlaces = 8;
    public const int MaxFactors = 2;
    public const int MaxDevices = 4;
    public const int MaxFailures = 24;
    public const int MaxListed = 8;
    public const int MaxFindings = 8;

    [Id(0)] public KnownPlace[] Places { get; set; } = [];

    /// <summary>Newest last.</summary>
    [Id(1)] public FactorGiven[] Factors { get; set; } = [];

    /// <summary>Hashes of device ids, newest last.</summary>
    [Id(2)] public ulong[] Devices { get; set; } = [];

    [Id(3)] public EventTimeRing<SignInMark>? Failures { get; set; }

    [Id(4)] public EventTimeRing<ListedSignIn>? Listed { get; set; }

    [Id(5)] public EventTimeRing<ProductFinding>? Findings { get; set; }
}
