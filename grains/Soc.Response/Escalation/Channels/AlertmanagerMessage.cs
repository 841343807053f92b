using System.Globalization;
using Soc.Model.Escalation;

namespace Soc.Response.Escalation.Channels;

/// <summary>A notification as Alertmanager's webhook sends it, version 4, for whatever takes those.</summary>
public static class AlertmanagerMessage
{
    public static byte[] Of(Notice notice)
    {
        ArgumentNullException.ThrowIfNull(notice);
        var status = notice.Kind == NoticeKind.Resolved ? "resolved" : "firing";
        var at = DateTimeOffset.FromUnixTimeMilliseconds(notice.AtMs).ToString("O", CultureInfo.InvariantCulture);
        var labels = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["alertname"] = "SocIncident", ["client"] = notice.Client, ["incident"] = notice.IncidentId, ["severity"] = notice.Severity,
        };
        var annotations = new Dictionary<string, string>(StringComparer.Ordinal) { ["summary"] = NoticeText.SubjectOf(notice), ["description"] = notice.Text };
        return ChannelJson.Write(new
        {
            version = "4",
            groupKey = NoticeText.ThreadOf(notice),
            truncatedAlerts = 0,
            status,
            receiver = notice.Who,
            groupLabels = new Dictionary<string, string>(StringComparer.Ordinal) { ["incident"] = notice.IncidentId },
            commonLabels = labels,
            commonAnnotations = annotations,
            externalURL = notice.Link ?? "",
            alerts = new[]
            {
                new
                {
                    status,
                    labels,
                    annotations,
                    startsAt = at,
                    endsAt = notice.Kind == NoticeKind.Resolved ? at : "0001-01-01T00:00:00Z",
                    generatorURL = notice.Link ?? "",
                    fingerprint = FingerprintOf(notice),
                },
            },
        });
    }

    // The same for all notices of an incident: receivers tell alerts apart by it.
    private static string FingerprintOf(Notice notice) =>
        System.IO.Hashing.XxHash3.HashToUInt64(System.Text.Encoding.UTF8.GetBytes(NoticeText.ThreadOf(notice))).ToString("x16", CultureInfo.InvariantCulture);
}
