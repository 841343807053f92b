using System.Runtime.InteropServices;
using Orleans;
using Soc.Detection.Windows;
using Soc.Model.Entities;
using Soc.Model.Events;

namespace Soc.Detection.Detectors.PasswordSprayDistributed;

/// <summary>One wrong password somewhere at the client: about 80 bytes.</summary>
[GenerateSerializer, Immutable, Alias("soc.state.password_spray_distributed.failure"), StructLayout(LayoutKind.Auto)]
public readonly record struct ClientFailure : ITimedItem
{
    [Id(0)] public long TimeMs { get; init; }

    [Id(1)] public EventId Id { get; init; }

    [Id(2)] public string User { get; init; }

    [Id(3)] public ulong UserKey { get; init; }

    [Id(4)] public string Ip { get; init; }

    [Id(5)] public ulong IpKey { get; init; }

    [Id(6)] public EgressClass Egress { get; init; }

    /// <summary>0 unknown.</summary>
    [Id(7)] public int Asn { get; init; }

    /// <summary>Hash of the client software as written; 0 unknown.</summary>
    [Id(8)] public ulong AgentKey { get; init; }
}
