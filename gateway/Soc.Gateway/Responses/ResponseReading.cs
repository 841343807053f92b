using System.Globalization;
using System.Net;
using Soc.Gateway.Endpoints;
using Soc.Model.Entities;
using Soc.Model.Events;
using Soc.Model.Policies;
using Soc.Model.Response;
using Soc.Response.Policy;

namespace Soc.Gateway.Responses;

/// <summary>Reads what people want into what an operation takes, and names what makes no sense.</summary>
internal static class ResponseReading
{
    public const long MinuteMs = 60_000;

    /// <summary>Longest that a person may ask for at once: what the guard rails allow.</summary>
    public const int MaxMinutes = 1_440;

    private const int MacDigits = 12;
    private const int MaxPort = 65_535;

    /// <summary>A sentence of 1 to 512 characters; what is none is named.</summary>
    public static string Sentence(string? text, string field, Dictionary<string, string[]> problems)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > ContainmentOrder.MaxReasonLength)
        {
            problems[field] = [string.Create(CultureInfo.InvariantCulture, $"Say why, in 1 to {ContainmentOrder.MaxReasonLength} characters: it stands in the audit.")];
            return "";
        }

        return text.Trim();
    }

    public static long Minutes(int? minutes, Dictionary<string, string[]> problems)
    {
        if (minutes is >= 1 and <= MaxMinutes)
        {
            return minutes.Value * MinuteMs;
        }

        problems["minutes"] = [string.Create(CultureInfo.InvariantCulture, $"Give 1 to {MaxMinutes} minutes: no action is without an end.")];
        return 0;
    }

    public static ContainmentAction Action(string? name, Dictionary<string, string[]> problems)
    {
        if (!ContainmentActions.TryParse(name, out var action))
        {
            problems["action"] = [$"'{name}' is no action: use {string.Join(", ", ContainmentActions.Names)}."];
        }

        return action;
    }

    /// <summary>The target with every name in one form; null when something of it makes no sense, which is named then.</summary>
    public static ContainmentTarget? Target(string client, ResponseTargetDto? dto, ContainmentAction action, Dictionary<string, string[]> problems)
    {
        var before = problems.Count;
        if (dto?.Kind is null || !EntityKey.TryParseKind(dto.Kind, out var kind) || kind is EntityKind.Client or EntityKind.File)
        {
            problems["target.kind"] = ["Say against whom: user, device, address or domain."];
            return null;
        }

        if (action != ContainmentAction.Unknown && !ActionTraits.Fits(action, kind))
        {
            problems["target.kind"] = [$"{ContainmentActions.NameOf(action)} cannot be against a {dto.Kind}."];
        }

        var key = dto.Key?.Trim().ToLowerInvariant() ?? "";
        if (key.Length is 0 or > EntityKey.MaxValueLength || key.Any(char.IsControl))
        {
            problems["target.key"] = [string.Create(CultureInfo.InvariantCulture, $"Give its name, 1 to {EntityKey.MaxValueLength} characters in one line.")];
            return null;
        }

        if (kind == EntityKind.Address)
        {
            key = AddressOrNetwork(key) ?? Wrong(problems, "target.key", $"'{key}' is no address and no network: such as 203.0.113.7 or 203.0.113.0/28.");
        }
        else if (kind == EntityKind.Domain && (Uri.CheckHostName(key) != UriHostNameType.Dns || !key.Contains('.', StringComparison.Ordinal)))
        {
            problems["target.key"] = [$"'{key}' is no domain, such as bad.example."];
        }

        // With the names that its key tells by itself, unless others are given.
        var plain = TargetOf.Entity(new EntityKey(client, kind, key.Length > 0 ? key : "?"));
        var target = plain with
        {
            Ip = dto.Ip is null || kind == EntityKind.Address ? plain.Ip : Address(dto.Ip) ?? Wrong(problems, "target.ip", $"'{dto.Ip}' is no address."),
            Mac = dto.Mac is null ? plain.Mac : Mac(dto.Mac) ?? Wrong(problems, "target.mac", $"'{dto.Mac}' is no hardware address, such as aa:bb:cc:dd:ee:ff."),
            HostName = Name(dto.HostName, "target.hostName", problems) ?? plain.HostName,
            UserName = Name(dto.UserName, "target.userName", problems) ?? plain.UserName,
            Domain = Name(dto.Domain, "target.domain", problems) ?? plain.Domain,
            Connection = Connection(dto.Connection, action, problems),
        };
        return problems.Count == before ? target : null;
    }

    private static TargetConnection? Connection(ResponseConnectionDto? dto, ContainmentAction action, Dictionary<string, string[]> problems)
    {
        if (dto is null)
        {
            return null;
        }

        if (action != ContainmentAction.ResetConnection || Address(dto.SrcIp) is not { } src || Address(dto.DstIp) is not { } dst || !IsPort(dto.SrcPort) || !IsPort(dto.DstPort))
        {
            problems["target.connection"] = ["A connection belongs to reset_connection, and has srcIp, srcPort, dstIp and dstPort."];
            return null;
        }

        return new TargetConnection(src, dto.SrcPort, dst, dto.DstPort);
    }

    private static string? Name(string? text, string field, Dictionary<string, string[]> problems)
    {
        if (text is null)
        {
            return null;
        }

        var name = text.Trim();
        return name.Length is > 0 and <= EntityKey.MaxValueLength && !name.Any(char.IsControl) ? name : Wrong(problems, field, "Give a name in one line, or leave it out.");
    }

    // The one reader takes what logs write, ports and all; whoever wants something blocked writes the address alone.
    private static string? Address(string? text) => text is not null && IPAddress.TryParse(text.Trim(), out _) ? IpText.Canonical(text) : null;

    private static string? AddressOrNetwork(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
        {
            return Address(text);
        }

        return Address(text[..slash]) is not null && KnownNetworks.TryParse(text, out var network)
            ? network.PrefixLength == network.BaseAddress.GetAddressBytes().Length * 8 ? IpText.Canonical(network.BaseAddress.ToString()) : network.ToString()
            : null;
    }

    private static string? Mac(string text)
    {
        var digits = text.Trim().Replace(":", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();
        return digits.Length == MacDigits && digits.All(char.IsAsciiHexDigit) && text.AsSpan().IndexOfAny(':', '-') > 0
            ? string.Join(':', Enumerable.Range(0, MacDigits / 2).Select(i => digits.Substring(2 * i, 2)))
            : null;
    }

    private static bool IsPort(int port) => port is >= 1 and <= MaxPort;

    private static string Wrong(Dictionary<string, string[]> problems, string field, string message)
    {
        problems[field] = [message];
        return "";
    }
}
