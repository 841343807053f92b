using System.Globalization;
using Soc.Model.Escalation;

namespace Soc.Response.Escalation.Channels;

/// <summary>A notice as a CloudEvent 1.0, for whatever is not one of the others.</summary>
public static class SignedMessage
{
    public const string MediaType = "application/cloudevents+json";

    public static byte[] Of(Notice notice)
    {
        ArgumentNullException.ThrowIfNull(notice);
        return ChannelJson.Write(new
        {
            specversion = "1.0",
            id = notice.Id,
            source = "/soc-actors",
            type = $"soc.notice.{notice.Kind.ToString().ToLowerInvariant()}",
            subject = NoticeText.ThreadOf(notice),
            time = DateTimeOffset.FromUnixTimeMilliseconds(notice.AtMs).ToString("O", CultureInfo.InvariantCulture),
            datacontenttype = "application/json",
            data = new
            {
                client = notice.Client,
                incidentId = notice.IncidentId,
                title = notice.Title,
                text = notice.Text,
                score = notice.Score,
                severity = notice.Severity,
                who = notice.Who,
                facts = notice.Facts.Select(f => new { name = f.Name, value = f.Value }).ToArray(),
                link = notice.Link,
                acknowledgeLink = notice.AcknowledgeLink,
            },
        });
    }
}
