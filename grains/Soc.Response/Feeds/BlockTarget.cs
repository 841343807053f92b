using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using Soc.Model.Entities;
using Soc.Model.Events;
using Soc.Model.Response;
using Soc.Model.Response.Feeds;

namespace Soc.Response.Feeds;

/// <summary>What a target is on a block list: in one form each, and with nothing in it that could be a line of its own.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct BlockTarget(BlockKind Kind, string Value)
{
    private const int MaxDomainLength = 253;
    private const int MaxLabelLength = 63;

    // The whole internet is nobody's attacker.
    private const int MinIpv4Prefix = 8;
    private const int MinIpv6Prefix = 16;

    private static readonly IdnMapping Idn = new();

    /// <param name="problem">Why it cannot stand on a block list.</param>
    public static bool TryOf(ContainmentAction action, ContainmentTarget target, out BlockTarget blocked, [NotNullWhen(false)] out string? problem)
    {
        ArgumentNullException.ThrowIfNull(target);
        var (found, why) = action switch
        {
            ContainmentAction.BlockAddress => OfAddress(target.Ip ?? (target.Kind == EntityKind.Address ? target.Value : "")),
            ContainmentAction.BlockDomain => OfDomain(target.Domain ?? (target.Kind == EntityKind.Domain ? target.Value : "")),
            _ => (default(BlockTarget?), "A block list blocks addresses and domains, and does nothing else."),
        };
        (blocked, problem) = (found.GetValueOrDefault(), found is null ? why : null);
        return found is not null;
    }

    private static (BlockTarget?, string) OfAddress(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
        {
            return IpText.Canonical(text) is { } ip && IPAddress.TryParse(ip, out _)
                ? (new BlockTarget(BlockKind.Address, ip), "")
                : (null, $"'{Shown(text)}' is no address.");
        }

        if (IpText.Canonical(text.AsSpan(0, slash)) is not { } first || !IPAddress.TryParse(first, out var address)
            || !int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var prefix) || prefix > address.GetAddressBytes().Length * 8)
        {
            return (null, $"'{Shown(text)}' is no network: write it as 198.51.100.0/28.");
        }

        var bytes = address.GetAddressBytes();
        if (prefix < (bytes.Length == 4 ? MinIpv4Prefix : MinIpv6Prefix))
        {
            return (null, $"'{Shown(text)}' is a large part of the internet: a block list takes none of it.");
        }

        for (var bit = prefix; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        }

        var network = new IPAddress(bytes).ToString();
        return prefix == bytes.Length * 8
            ? (new BlockTarget(BlockKind.Address, network), "")
            : (new BlockTarget(BlockKind.Network, string.Create(CultureInfo.InvariantCulture, $"{network}/{prefix}")), "");
    }

    /// <summary>The one form of a domain, or null.</summary>
    public static string? DomainOf(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var name = text.Trim().TrimEnd('.').ToLowerInvariant();
        if (!name.All(char.IsAscii))
        {
            try
            {
                name = Idn.GetAscii(name);
            }
            catch (ArgumentException)
            {
                return null;
            }
        }

        var labels = name.Split('.');
        return name.Length <= MaxDomainLength && labels.Length >= 2 && labels.All(IsLabel) && !labels[^1].All(char.IsAsciiDigit) ? name : null;
    }

    private static (BlockTarget?, string) OfDomain(string text) =>
        DomainOf(text) is { } domain ? (new BlockTarget(BlockKind.Domain, domain), "") : (null, $"'{Shown(text)}' is no domain with a name of two parts or more.");

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= MaxLabelLength && label[0] != '-' && label[^1] != '-' && label.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_');

    private static string Shown(string text) => text.Length > 64 ? text[..64] : text;
}
