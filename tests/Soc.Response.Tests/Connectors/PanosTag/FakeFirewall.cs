using System.Net;
using System.Xml.Linq;
using Soc.Response.Tests.Connectors.Contract;

namespace Soc.Response.Tests.Connectors.PanosTag;

/// <summary>The XML API's user-id and operational requests: tags of addresses, each with its end.</summary>
internal sealed class FakeFirewall(string address) : FakeProduct
{
    private const string Tag = "soc-block";

    private readonly SortedDictionary<string, DateTimeOffset?> _tags = new(StringComparer.Ordinal) { ["198.51.100.99 other-tag"] = null };

    /// <summary>Answers commands with this code of an error.</summary>
    public string? ErrorCode { get; set; }

    public override bool IsHeld => Live().Any();

    public DateTimeOffset? Until => _tags.GetValueOrDefault($"{address} {Tag}");

    public override string Snapshot() => string.Join(';', _tags.Select(t => $"{t.Key}={t.Value}"));

    public override void HoldByOther() => _tags[$"{address} {Tag}"] = null;

    public override void ReleaseByOther() => _tags.Remove($"{address} {Tag}");

    protected override bool IsChange(FakeRequest request) => string.Equals(request.Form("type"), "user-id", StringComparison.Ordinal);

    protected override bool IsAuthorised(FakeRequest request) => string.Equals(request.Header("X-PAN-KEY"), Secret, StringComparison.Ordinal);

    protected override HttpResponseMessage Answer(FakeRequest request)
    {
        if (!string.Equals(request.Path, "/api/", StringComparison.Ordinal) || !string.Equals(request.Form("vsys"), "vsys1", StringComparison.Ordinal))
        {
            return Xml("error", new XElement("msg", "wrong request"));
        }

        if (ErrorCode is not null)
        {
            var error = new XElement("response", new XAttribute("status", "error"), new XAttribute("code", ErrorCode), new XElement("msg", new XElement("line", "no")));
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(error.ToString()) };
        }

        var command = XElement.Parse(request.Form("cmd"));
        return IsChange(request) ? Update(command) : Show(command);
    }

    private HttpResponseMessage Show(XElement command)
    {
        var ip = command.Element("object")!.Element("registered-ip")!.Element("ip")!.Value;
        var tags = _tags.Where(t => t.Key.StartsWith(ip + " ", StringComparison.Ordinal) && (t.Value is null || t.Value > Time.GetUtcNow())).Select(t => new XElement("member", t.Key[(ip.Length + 1)..])).ToArray();
        return tags.Length == 0
            ? Xml("success", new XElement("result", new XElement("count", 0)))
            : Xml("success", new XElement("result", new XElement("entry", new XAttribute("ip", ip), new XAttribute("from_agent", 0), new XAttribute("persistent", 1), new XElement("tag", tags)), new XElement("count", 1)));
    }

    private HttpResponseMessage Update(XElement message)
    {
        foreach (var verb in message.Element("payload")!.Elements())
        {
            foreach (var entry in verb.Elements("entry"))
            {
                foreach (var member in entry.Element("tag")!.Elements("member"))
                {
                    var ip = (string)entry.Attribute("ip")!;
                    var key = $"{ip} {member.Value}";
                    var isRegistration = verb.Name.LocalName is "register";
                    if (isRegistration == _tags.ContainsKey(key))
                    {
                        var why = isRegistration ? $"tag {member.Value} already exists, ignore" : $"tag {member.Value} does not exist, ignore unreg";
                        return Xml("error", new XElement("msg", new XElement("line", new XElement("uid-response", new XElement("version", "2.0"), new XElement("payload",
                            new XElement(verb.Name, new XElement("entry", new XAttribute("ip", ip), new XAttribute("message", why))))))));
                    }

                    if (isRegistration)
                    {
                        _tags[key] = member.Attribute("timeout") is { } timeout ? Time.GetUtcNow().AddSeconds((int)timeout) : null;
                    }
                    else
                    {
                        _tags.Remove(key);
                    }
                }
            }
        }

        return Xml("success", new XElement("result", new XElement("uid-response", new XElement("version", "2.0"), new XElement("payload"))));
    }

    private IEnumerable<string> Live() => _tags.Where(t => string.Equals(t.Key, $"{address} {Tag}", StringComparison.Ordinal) && (t.Value is null || t.Value > Time.GetUtcNow())).Select(t => t.Key);

    private static HttpResponseMessage Xml(string status, XElement content) =>
        new(HttpStatusCode.OK) { Content = new StringContent(new XElement("response", new XAttribute("status", status), content).ToString()) };
}
