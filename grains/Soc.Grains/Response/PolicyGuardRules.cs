using System.Collections.Concurrent;
using Soc.GrainInterfaces.Clients;
using Soc.GrainInterfaces.Storage;
using Soc.Model.Entities;
using Soc.Response.GuardRails;

namespace Soc.Grains.Response;

/// <summary>Guard rails from what the client's policy says, and how many users and devices it has.</summary>
public sealed class PolicyGuardRules(IClientPolicies policies, IEntityStore entities, ResponseSwitch everywhere, TimeProvider time) : IGuardRulesSource
{
    // Counting reads an index; how many there are changes by the hour.
    private static readonly TimeSpan CountedFor = TimeSpan.FromMinutes(5);

    // Bounded by the number of clients.
    private readonly ConcurrentDictionary<string, (long At, long Users, long Devices)> _counts = new(StringComparer.Ordinal);

    public async ValueTask<GuardRules> RulesOfAsync(string client, CancellationToken cancellationToken)
    {
        var policy = policies.RulesOf(client).Policy;
        var (users, devices) = await CountAsync(client, cancellationToken);
        return new GuardRules
        {
            ProtectedAssets = policy.ProtectedAssets,
            OwnEgress = [.. policy.KnownEgress.Select(e => e.Cidr)],
            Users = users,
            Devices = devices,
            IsKilledEverywhere = everywhere.IsKilledEverywhere(),
        }.With(policy.Engagement.Limits);
    }

    private async ValueTask<(long Users, long Devices)> CountAsync(string client, CancellationToken cancellationToken)
    {
        if (!_counts.TryGetValue(client, out var counted) || time.GetElapsedTime(counted.At) > CountedFor)
        {
            var users = await entities.CountAsync(Prefix(EntityKey.User(client, "x")), cancellationToken);
            var devices = await entities.CountAsync(Prefix(EntityKey.Device(client, "x")), cancellationToken);
            _counts[client] = counted = (time.GetTimestamp(), users, devices);
        }

        return (counted.Users, counted.Devices);
    }

    private static string Prefix(EntityKey key) => key.ToString()[..^1];
}
