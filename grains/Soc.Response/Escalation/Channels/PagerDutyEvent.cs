using System.Globalization;
using Soc.Model;
using Soc.Model.Escalation;

namespace Soc.Response.Escalation.Channels;

/// <summary>An event of PagerDuty's Events API v2. One incident here is one there: they share the key, so that a reminder opens no second one.</summary>
public static class PagerDutyEvent
{
    private const int MaxSummaryLength = 1_024;
    private const int MaxKeyLength = 255;

    /// <param name="routingKey">Of the service there: a secret.</param>
    public static byte[] Of(Notice notice, string routingKey)
    {
        ArgumentNullException.ThrowIfNull(notice);
        var key = Clip.WithEllipsis(NoticeText.ThreadOf(notice), MaxKeyLength);
        if (notice.Kind == NoticeKind.Resolved)
        {
            return ChannelJson.Write(new { routing_key = routingKey, event_action = "resolve", dedup_key = key });
        }

        return ChannelJson.Write(new
        {
            routing_key = routingKey,
            event_action = "trigger",
            dedup_key = key,
            payload = new
            {
                summary = Clip.WithEllipsis(NoticeText.SubjectOf(notice), MaxSummaryLength),
                source = notice.Client,
                severity = SeverityOf(notice.Severity),
                timestamp = DateTimeOffset.FromUnixTimeMilliseconds(notice.AtMs).ToString("O", CultureInfo.InvariantCulture),
                component = "soc",
                custom_details = notice.Facts.GroupBy(f => f.Name, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().Value, StringComparer.Ordinal),
            },
            links = notice.Link is null ? null : new[] { new { href = notice.Link, text = "Incident" } },
        });
    }

    private static string SeverityOf(string severity) => severity switch
    {
        "critical" => "critical",
        "high" => "error",
        "medium" => "warning",
        _ => "info",
    };
}
