using System.Xml.Linq;
using Soc.Model.Response;
using Soc.Response.Connectors.Http;

namespace Soc.Response.Connectors.PanosTag;

/// <summary>Registers a tag with a time-out for an address by the User-ID part of the XML API.</summary>
internal sealed class PanosTagConnector(ConnectorDescription description, PanosTagOptions options, ProductClient client) : ProductConnector(description, client)
{
    /// <summary>Longest time-out that the firewall takes: 30 days.</summary>
    private const long MaxTimeoutSeconds = 2_592_000;

    private const string RegisterRight = "XML API: User-ID Agent";
    private const string ReadRight = "XML API: Operational Requests";

    protected override string? WhyNot(ContainmentOrder order) =>
        TargetNames.AddressOrNetwork(order.Target) is null ? $"{order.Target.Words} has no address that could be tagged." : null;

    protected override string Deed(ContainmentOrder order) => $"{AddressOf(order)} has the tag {options.Tag}";

    protected override async ValueTask<TargetState> ReadAsync(ProductCall call, ContainmentOrder order)
    {
        var address = AddressOf(order);
        var command = new XElement("show", new XElement("object", new XElement("registered-ip", new XElement("ip", address))));
        var answer = await SendAsync(call, "op", command, ReadRight);
        var root = answer.Xml();
        Check(root, answer, ReadRight, harmless: null);
        var tags = root.Descendants("entry")
            .Where(e => string.Equals((string?)e.Attribute("ip"), address, StringComparison.OrdinalIgnoreCase))
            .Descendants("member").Select(m => m.Value.Trim());
        return tags.Contains(options.Tag, StringComparer.Ordinal)
            ? new TargetState(TargetPhase.Held, $"{address} has the tag {options.Tag}")
            : new TargetState(TargetPhase.Free, $"{address} does not have the tag {options.Tag}");
    }

    protected override async ValueTask<string?> DoAsync(ProductCall call, ContainmentOrder order, TargetState now)
    {
        if (now.Phase == TargetPhase.Held)
        {
            // An extension: registering what is registered leaves its time-out as it was.
            await ChangeAsync(call, order, "unregister", timeoutSeconds: null, "does not exist, ignore unreg");
        }

        await ChangeAsync(call, order, "register", Math.Min(MaxTimeoutSeconds, TargetNames.SecondsLeft(order, call.Now)), "already exists, ignore");
        return null;
    }

    protected override async ValueTask UndoneAsync(ProductCall call, ContainmentOrder order, TargetState now, PriorState prior) =>
        await ChangeAsync(call, order, "unregister", timeoutSeconds: null, "does not exist, ignore unreg");

    private async ValueTask ChangeAsync(ProductCall call, ContainmentOrder order, string verb, long? timeoutSeconds, string harmless)
    {
        var member = new XElement("member", timeoutSeconds is { } seconds ? new XAttribute("timeout", TargetNames.Number(seconds)) : null, options.Tag);
        var message = new XElement(
            "uid-message",
            new XElement("version", "1.0"),
            new XElement("type", "update"),
            new XElement("payload", new XElement(verb, new XElement("entry", new XAttribute("ip", AddressOf(order)), new XElement("tag", member)))));
        var answer = await SendAsync(call, "user-id", message, RegisterRight);
        Check(answer.Xml(), answer, RegisterRight, harmless);
    }

    private async ValueTask<ProductAnswer> SendAsync(ProductCall call, string type, XElement command, string right) =>
        await call.SendAsync(new ProductRequest(HttpMethod.Post, "/api/", right)
        {
            Body = $"type={type}&vsys={Uri.EscapeDataString(options.Vsys)}&cmd={Uri.EscapeDataString(command.ToString(SaveOptions.DisableFormatting))}",
            MediaType = "application/x-www-form-urlencoded",
        });

    // The status of HTTP is 200 for most errors: what counts is in the document.
    private static void Check(XElement root, ProductAnswer answer, string right, string? harmless)
    {
        switch ((string?)root.Attribute("status"))
        {
            case "success":
                return;
            case "error":
                var entries = root.Descendants("entry").Select(e => (string?)e.Attribute("message") ?? "").Where(m => m.Length > 0).ToArray();
                if (harmless is not null && entries.Length > 0 && Array.TrueForAll(entries, m => m.EndsWith(harmless, StringComparison.Ordinal)))
                {
                    return;
                }

                throw new ConnectorCallException((string?)root.Attribute("code") switch
                {
                    "16" or "403" => new CallFailure(CallEnd.NotAllowed, $"The firewall does not allow it: the key needs {right}."),
                    "1" or "17" or "18" => new CallFailure(CallEnd.Refused, $"The firewall does not understand the command: {Words(root, entries)}"),
                    "2" or "3" or "4" or "5" or "11" or "21" => new CallFailure(CallEnd.ServerError, $"The firewall failed: {Words(root, entries)}"),
                    _ => new CallFailure(CallEnd.Refused, $"The firewall refused: {Words(root, entries)}"),
                });
            default:
                throw answer.Unreadable("one of the XML API");
        }
    }

    private static string Words(XElement root, string[] entries)
    {
        var words = entries.Length > 0 ? string.Join("; ", entries) : root.Value.Trim();
        return words.Length > 300 ? words[..300] : words;
    }

    private static string AddressOf(ContainmentOrder order) => TargetNames.AddressOrNetwork(order.Target)!;
}
