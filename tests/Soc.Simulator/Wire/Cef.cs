using System.Globalization;
using Soc.Simulator.Estate;

namespace Soc.Simulator.Wire;

/// <summary>Alerts of a network detection product, as CEF over syslog.</summary>
public static class Cef
{
    /// <param name="severity">CEF severity 0–10.</param>
    /// <param name="score">The product's own score 0–100, in cn1.</param>
    public static RawRecord Alert(Company company, long atMs, int number, string host, string srcIp, string name, int severity, int score) => new(
        atMs,
        company.Client,
        Sourcetype: null,
        string.Create(
            CultureInfo.InvariantCulture,
            $"<134>{VendorTime.Rfc3164(atMs)} ndr-1 CEF:0|Sondewerk|Netzsicht|4.2|{1000 + (name.Length * 7)}|{name}|{severity}|rt={atMs} externalId=NZ-{number} shost={host} src={srcIp} cn1={score} cn1Label=score cat=behaviour act=alert"));
}
