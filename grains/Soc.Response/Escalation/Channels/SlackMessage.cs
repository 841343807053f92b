using Soc.Model;
using Soc.Model.Escalation;

namespace Soc.Response.Escalation.Channels;

/// <summary>A message for a Slack incoming webhook: text for notifications, blocks for the eye. Limits are those of Block Kit.</summary>
public static class SlackMessage
{
    private const int MaxHeaderLength = 150;
    private const int MaxSectionLength = 3_000;
    private const int MaxFieldLength = 2_000;
    private const int MaxFields = 10;

    public static byte[] Of(Notice notice)
    {
        ArgumentNullException.ThrowIfNull(notice);
        var subject = NoticeText.SubjectOf(notice);
        var blocks = new List<object>
        {
            new { type = "header", text = new { type = "plain_text", text = Clip.WithEllipsis(subject, MaxHeaderLength), emoji = false } },
            new { type = "section", text = new { type = "plain_text", text = Clip.WithEllipsis(notice.Text, MaxSectionLength), emoji = false } },
        };
        if (notice.Facts.Length > 0)
        {
            blocks.Add(new
            {
                type = "section",
                fields = notice.Facts.Take(MaxFields)
                    .Select(f => new { type = "plain_text", text = Clip.WithEllipsis($"{f.Name}: {f.Value}", MaxFieldLength), emoji = false }).ToArray(),
            });
        }

        object?[] buttons = [Button("Open", notice.Link, style: null), Button("I have it", notice.AcknowledgeLink, "primary")];
        if (buttons.Any(b => b is not null))
        {
            blocks.Add(new { type = "actions", elements = buttons.Where(b => b is not null).ToArray() });
        }

        return ChannelJson.Write(new { text = Escape(subject), blocks });
    }

    private static object? Button(string text, string? url, string? style) =>
        url is null ? null : new { type = "button", text = new { type = "plain_text", text }, url, style };

    // The plain text is read as mrkdwn: these three begin links, mentions and entities.
    private static string Escape(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
