using System.Globalization;
using Soc.Simulator.Estate;
using Soc.Simulator.Transport;
using Soc.Simulator.Wire;

namespace Soc.Simulator.Stories;

/// <summary>Story 9: a day's flood of alerts of severity 2, and two of 98 on hosts that are otherwise quiet.</summary>
public sealed class FunnelStory(int alerts, ulong seed) : IStory
{
    private const int Hosts = 150;
    private const int MinorSeverity = 2;
    private const int MinorScore = 2;

    private static readonly (string Host, string Ip)[] Quiet = [("nw-dc-2", "10.20.0.12"), ("nw-fs-7", "10.20.1.17")];

    private long _dayMs;

    public int Number => 9;

    public string Title => string.Create(CultureInfo.InvariantCulture, $"{alerts:N0} alerts");

    public string Expected => "exactly the two of 98 reach a person";

    public bool Tells(ApiIncident incident) => incident.Signal("product_alert", "product_alert_address") is not null && incident.ReachesSomebody;

    public IEnumerable<RawRecord> Records(long nowMs, long storyDayMs)
    {
        _dayMs = storyDayMs;
        var rng = new Rng(seed);
        var minor = alerts - Quiet.Length;
        long[] graveMs = [Clock.At(storyDayMs, 11, 12), Clock.At(storyDayMs, 14, 40)];
        var told = 0;
        for (var i = 0; i < minor; i++)
        {
            var at = storyDayMs + (10 * Clock.MinuteMs) + ((long)i * 23 * Clock.HourMs / minor);
            if (told < graveMs.Length && at >= graveMs[told])
            {
                var (host, ip) = Quiet[told];
                yield return Cef.Alert(Company.Norvik, graveMs[told], 800_000 + told, host, ip, AlertNames.Grave[told], 10, 98);
                told++;
            }

            var number = rng.Next(Hosts);
            yield return Cef.Alert(Company.Norvik, at, i, $"nw-ws-{number:000}", $"10.30.{number / 100}.{10 + (number % 100)}", rng.Pick(AlertNames.Common), MinorSeverity, MinorScore);
        }
    }

    public async ValueTask<StoryOutcome> CheckAsync(ApiClient api, CancellationToken cancellationToken)
    {
        var incidents = (await api.IncidentsAsync(Company.Norvik.Client, cancellationToken))
            .Where(Tells)
            .Where(i => i.LastSeen.ToUnixTimeMilliseconds() >= _dayMs && i.LastSeen.ToUnixTimeMilliseconds() < _dayMs + Clock.DayMs)
            .ToArray();
        var funnel = await api.GetAsync<ApiFunnel>($"/api/v1/clients/{Company.Norvik.Client}/funnel", cancellationToken);
        var counted = funnel.BySource.Where(r => r.Source.Contains("cef", StringComparison.OrdinalIgnoreCase) && string.Equals(r.Outcome, "parsed", StringComparison.Ordinal)).Sum(r => r.Records);
        var areThose = Array.TrueForAll(Quiet, q => incidents.Count(i => i.Concerns("device", q.Host) || i.Concerns("address", q.Ip)) == 1);
        var scores = string.Join(" and ", incidents.Take(3).Select(i => i.Score.ToString("0", CultureInfo.InvariantCulture)));
        return Findings.Outcome(
            incidents.Length == Quiet.Length && areThose && counted >= alerts,
            string.Create(CultureInfo.InvariantCulture, $"{incidents.Length} reach a person{(scores.Length > 0 ? $" ({scores})" : "")}, {counted:N0} alerts counted"),
            incidents);
    }
}
