using System.Globalization;
using System.Net;
using Soc.Model.Response;

namespace Soc.Response.Connectors.Http;

/// <summary>
/// A target's names in the form in which products take them. They come from logs, so that somebody else may have chosen them: whatever could mean something
/// in a path, a filter or a document is refused or escaped.
/// </summary>
internal static class TargetNames
{
    private const int MaxHostLength = 253;
    private const int MaxUserLength = 256;

    /// <summary>One address, in canonical form; null when there is none.</summary>
    public static string? Address(ContainmentTarget target) =>
        IPAddress.TryParse(target.Ip ?? target.Value, out var address) ? address.ToString() : null;

    /// <summary>An address or a network, in canonical form; null when there is none.</summary>
    public static string? AddressOrNetwork(ContainmentTarget target) =>
        Address(target) ?? (IPNetwork.TryParse(target.Ip ?? target.Value, out var network) ? network.ToString() : null);

    /// <summary>Upper case with colons; null when there is none.</summary>
    public static string? Mac(ContainmentTarget target)
    {
        var digits = (target.Mac ?? target.Value).Replace(":", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
        return digits.Length == 12 && digits.All(char.IsAsciiHexDigit)
            ? string.Join(':', Enumerable.Range(0, 6).Select(i => digits.Substring(2 * i, 2))).ToUpperInvariant()
            : null;
    }

    /// <summary>Letters, digits, dots and hyphens only; null when there is none.</summary>
    public static string? Host(ContainmentTarget target) =>
        target.HostName is { Length: > 0 and <= MaxHostLength } name && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') && name.Any(char.IsAsciiLetterOrDigit)
            ? name
            : null;

    /// <summary>As the identity provider knows it, not escaped; null when there is none.</summary>
    public static string? User(ContainmentTarget target)
    {
        var name = target.UserName ?? target.Value;
        return name.Length is > 0 and <= MaxUserLength && !name.Any(c => char.IsControl(c) || c is '/' or '\\' or '?') && name.Any(c => c != '.') ? name : null;
    }

    /// <summary>Seconds until the order ends, rounded up, at least 1.</summary>
    public static long SecondsLeft(ContainmentOrder order, DateTimeOffset now) => Math.Max(1, (order.UntilMs - now.ToUnixTimeMilliseconds() + 999) / 1_000);

    /// <summary>A remark for whoever meets it in the product, with the operation by which it is recognised.</summary>
    public static string Remark(ContainmentOrder order) => $"[soc operation {order.OperationId}] {order.Reason}".Trim();

    /// <summary>The operation in a remark; null when it is none of ours.</summary>
    public static string? OperationIn(string? remark)
    {
        const string Start = "[soc operation ";
        var from = remark?.IndexOf(Start, StringComparison.Ordinal) ?? -1;
        var to = from < 0 ? -1 : remark!.IndexOf(']', from);
        return to < 0 ? null : remark![(from + Start.Length)..to];
    }

    public static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
