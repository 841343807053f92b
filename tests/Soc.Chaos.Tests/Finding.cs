using Soc.Model.Entities;

namespace Soc.Chaos.Tests;

/// <summary>A signal as the comparison sees it.</summary>
/// <param name="Window">
/// The signal's id for a user. A user's events come in one order, that of his partition, and so his signals have one id,
/// whatever happens. Addresses, devices and the client itself get events of several partitions, in an order that nobody
/// promises, and the anchor of an episode is its first event that came: "" there, and the comparison counts the signals.
/// </param>
internal sealed record Finding(string Detector, string Entity, string Window)
{
    public static Finding Of(string detector, string kind, string key, string id) =>
        new(detector, $"{kind}:{key}", string.Equals(kind, EntityKey.KindName(EntityKind.User), StringComparison.Ordinal) ? id : "");

    public override string ToString() => $"{Detector} {Entity} {Window}";
}
