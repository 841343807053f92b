using System.Runtime.InteropServices;
using Orleans;
using Soc.Detection.SignIns;
using Soc.Detection.Windows;
using Soc.Model.Entities;
using Soc.Model.Events;

namespace Soc.Detection.Detectors.ListedAddress;

/// <summary>A sign-in, or a failed one, from an address on a list, kept so that what comes later can still clear or charge it.</summary>
[GenerateSerializer, Immutable, Alias("soc.state.listed_address.sign_in"), StructLayout(LayoutKind.Auto)]
public readonly record struct ListedSignIn : ITimedItem
{
    [Id(0)] public SignInMark Mark { get; init; }

    [Id(1)] public AddressFacts Facts { get; init; }

    /// <summary>Time of the sign-in that opened the finding it belongs to; names the signal.</summary>
    [Id(2)] public long AnchorMs { get; init; }

    /// <summary>The device was seen before with this user, or is managed.</summary>
    [Id(3)] public bool DeviceKnown { get; init; }

    /// <summary>Score that was told last for its finding; -1: not told.</summary>
    [Id(4)] public double ToldScore { get; init; }

    /// <summary>VPN gateway or application.</summary>
    [Id(5)] public string? Service { get; init; }

    public long TimeMs => Mark.TimeMs;

    public EventId Id => Mark.Id;

    public bool IsSuccess => Mark.Has(SignInFlags.Success);
}
