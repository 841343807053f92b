using Soc.Model.Entities;
using Soc.Model.Response;

namespace Soc.Response.GuardRails;

/// <summary>What is never touched, whoever wants it. Every name that the target has is looked at, not only the one it is called by.</summary>
internal static class NeverBlock
{
    /// <returns>A sentence why not; null when nothing is against it.</returns>
    public static string? Problem(ContainmentAction action, ContainmentTarget target, GuardRules rules)
    {
        var assets = new ProtectedAssets(rules.ProtectedAssets);
        foreach (var (kind, name) in Names(target))
        {
            if (assets.Find(kind, name) is { } asset)
            {
                return $"{name} is protected at this client ({asset}).";
            }

            if (rules.Infrastructure.FirstOrDefault(i => AddressSet.Overlaps(i, name) || NamePattern.Matches(i, name)) is { } part)
            {
                return $"{name} is part of what the client's network stands on ({part}).";
            }
        }

        return AccountProblem(target, rules) ?? AddressProblem(action, target, rules);
    }

    private static string? AccountProblem(ContainmentTarget target, GuardRules rules)
    {
        foreach (var (_, name) in Names(target).Where(n => n.Kind == EntityKind.User))
        {
            if (rules.BreakGlassAccounts.Any(p => NamePattern.MatchesAccount(p, name)))
            {
                return $"{name} is an account for emergencies.";
            }

            if (rules.ServiceAccounts.Any(p => NamePattern.MatchesAccount(p, name)))
            {
                return $"{name} is an account of a program: locking it stops what runs by it.";
            }
        }

        return null;
    }

    private static string? AddressProblem(ContainmentAction action, ContainmentTarget target, GuardRules rules)
    {
        foreach (var (_, name) in Names(target).Where(n => n.Kind == EntityKind.Address))
        {
            if (!AddressSet.TryParse(name, out var network))
            {
                if (action == ContainmentAction.BlockAddress)
                {
                    return $"{name} is no address and no network.";
                }

                continue;
            }

            if (network.PrefixLength == 0)
            {
                return "It would be everything: a default route.";
            }

            if (AddressSet.IsSpecial(network))
            {
                return $"{name} is, or contains, loopback, multicast or unspecified addresses.";
            }

            if (rules.OwnEgress.FirstOrDefault(e => AddressSet.Overlaps(e, name)) is { } own)
            {
                return $"{name} is the client's own way out to the internet ({own}).";
            }

            if (action == ContainmentAction.BlockAddress && rules.PublicNameServers.FirstOrDefault(s => AddressSet.Overlaps(s, name)) is { } server)
            {
                return $"{name} is, or contains, a public name server ({server}): networks that ask it would know no names any more.";
            }

            if (action == ContainmentAction.BlockAddress && !rules.MayBlockPrivate && AddressSet.TouchesPrivate(network))
            {
                return $"{name} is, or contains, private addresses: within a network a device is isolated, not an address blocked.";
            }
        }

        return null;
    }

    private static IEnumerable<(EntityKind Kind, string Name)> Names(ContainmentTarget target)
    {
        yield return (target.Kind, target.Value);
        if (target.Ip is { Length: > 0 } ip)
        {
            yield return (EntityKind.Address, ip);
        }

        if (target.Mac is { Length: > 0 } mac)
        {
            yield return (EntityKind.Device, mac);
        }

        if (target.HostName is { Length: > 0 } host)
        {
            yield return (EntityKind.Device, host);
        }

        if (target.UserName is { Length: > 0 } user)
        {
            yield return (EntityKind.User, user);
        }

        if (target.Domain is { Length: > 0 } domain)
        {
            yield return (EntityKind.Domain, domain);
        }
    }
}
