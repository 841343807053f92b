using System.Globalization;
using Soc.Simulator.Demo.Acting;
using Soc.Simulator.Demo.Products;
using Soc.Simulator.Estate;
using Soc.Simulator.Transport;
using Soc.Simulator.Wire;

namespace Soc.Simulator.Stories;

/// <summary>
/// Story 9: a day's flood of alerts of severity 2, the end of it live, and in that two of 98 on hosts that are otherwise quiet. What counts is who was told:
/// the messages that arrived.
/// </summary>
internal sealed class FunnelStory(int alerts, ulong seed) : IStory
{
    private const int Hosts = 150;
    private const int MinorSeverity = 2;
    private const int MinorScore = 2;
    private const int MostLive = 2_000;
    private const int LiveShare = 5;
    private const long LiveMs = 10 * Clock.MinuteMs;

    private static readonly (string Host, string Ip)[] Quiet = [("nw-dc-2", "10.20.0.12"), ("nw-fs-7", "10.20.1.17")];

    private readonly Rng _rng = new(seed);
    private IReadOnlyList<ToldMessage> _asked = [];
    private int _summaries;
    private long _liveMs;

    public int Number => 9;

    public string Title => string.Create(CultureInfo.InvariantCulture, $"{alerts:N0} alerts");

    public string Expected => "messages about exactly the two of 98, the others counted";

    private int MinorLive => Math.Min(MostLive, alerts / LiveShare);

    public bool Tells(ApiIncident incident) => incident.Signal("product_alert", "product_alert_address") is not null && incident.ReachesSomebody;

    public IEnumerable<RawRecord> Records(long nowMs, long storyDayMs)
    {
        var minor = alerts - Quiet.Length - MinorLive;
        for (var i = 0; i < minor; i++)
        {
            yield return Minor(storyDayMs + (10 * Clock.MinuteMs) + ((long)i * 23 * Clock.HourMs / minor), i);
        }
    }

    public IEnumerable<RawRecord> LiveRecords(long nowMs)
    {
        _liveMs = nowMs;
        for (var i = 0; i < MinorLive; i++)
        {
            var at = nowMs - LiveMs + (i * (LiveMs - Clock.MinuteMs) / MinorLive);
            var grave = Array.FindIndex(Quiet, q => i == (Array.IndexOf(Quiet, q) + 1) * MinorLive / (Quiet.Length + 1));
            if (grave >= 0)
            {
                yield return Cef.Alert(Company.Norvik, at, 800_000 + grave, Quiet[grave].Host, Quiet[grave].Ip, AlertNames.Grave[grave], 10, 98);
            }

            yield return Minor(at, alerts + i);
        }
    }

    public async Task ActAsync(Stage stage, CancellationToken cancellationToken)
    {
        await stage.UntilAsync(() => Array.TrueForAll(Quiet, q => stage.MessagesAbout(Company.Norvik, $"device {q.Host}").Any(m => m.IsNew)), cancellationToken);

        // Whoever was told too much would have been told by now; the report, which is last, counts again.
        var messages = stage.Products.Messages.All.Where(m => string.Equals(m.Client, Company.Norvik.Client, StringComparison.Ordinal)).ToArray();
        _asked = [.. messages.Where(m => m.IsNew && !m.IsAbout($"user {Cast.Amelia.Upn}") && !m.IsAbout($"device {Fleet.Stranger.Key}"))];
        _summaries = messages.Count(m => m.Kind is "summary");
        foreach (var message in _asked)
        {
            stage.Tell(this, "tell", $"{message.Who}: \"{message.Title}\"");
        }
    }

    public async ValueTask<StoryOutcome> CheckAsync(ApiClient api, CancellationToken cancellationToken)
    {
        var incidents = (await api.IncidentsAsync(Company.Norvik.Client, cancellationToken))
            .Where(Tells)
            .Where(i => i.LastSeen.ToUnixTimeMilliseconds() >= _liveMs - Clock.HourMs)
            .ToArray();
        var funnel = await api.GetAsync<ApiFunnel>($"/api/v1/clients/{Company.Norvik.Client}/funnel", cancellationToken);
        var counted = funnel.BySource.Where(r => r.Source.Contains("cef", StringComparison.OrdinalIgnoreCase) && string.Equals(r.Outcome, "parsed", StringComparison.Ordinal)).Sum(r => r.Records);
        var areThose = Array.TrueForAll(Quiet, q => incidents.Count(i => i.Concerns("device", q.Host) || i.Concerns("address", q.Ip)) == 1);
        var areTold = _asked.Count == Quiet.Length && Array.TrueForAll(Quiet, q => _asked.Count(m => m.IsAbout($"device {q.Host}")) == 1) && _summaries == 0;
        var scores = string.Join(" and ", incidents.Take(3).Select(i => i.Score.ToString("0", CultureInfo.InvariantCulture)));
        return Findings.Outcome(
            incidents.Length == Quiet.Length && areThose && areTold && counted >= alerts,
            string.Create(CultureInfo.InvariantCulture, $"{_asked.Count} messages about alerts{(scores.Length > 0 ? $" ({scores})" : "")}, {counted:N0} alerts counted"),
            incidents);
    }

    private RawRecord Minor(long atMs, int number)
    {
        var host = _rng.Next(Hosts);
        return Cef.Alert(Company.Norvik, atMs, number, $"nw-ws-{host:000}", $"10.30.{host / 100}.{10 + (host % 100)}", _rng.Pick(AlertNames.Common), MinorSeverity, MinorScore);
    }
}
