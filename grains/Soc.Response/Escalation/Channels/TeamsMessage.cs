using Soc.Model;
using Soc.Model.Escalation;

namespace Soc.Response.Escalation.Channels;

/// <summary>An Adaptive Card 1.4 for a Teams workflow webhook, under the 28 KB that Teams takes. Texts are runs, which nothing reads as Markdown.</summary>
public static class TeamsMessage
{
    /// <summary>Teams refuses more.</summary>
    public const int MaxBytes = 28 * 1024;

    private const int MaxValueLength = 512;

    public static byte[] Of(Notice notice)
    {
        ArgumentNullException.ThrowIfNull(notice);
        for (var (textLength, facts) = (Notice.MaxTextLength, Notice.MaxFacts); ; (textLength, facts) = (textLength / 2, facts / 2))
        {
            // Characters that JSON escapes take six bytes: then the text gives way.
            var message = Write(notice, textLength, facts);
            if (message.Length <= MaxBytes)
            {
                return message;
            }
        }
    }

    private static byte[] Write(Notice notice, int textLength, int facts)
    {
        var body = new List<object>
        {
            Text(NoticeText.SubjectOf(notice), size: "Large", weight: "Bolder"),
            Text(Clip.WithEllipsis(notice.Text, textLength), size: null, weight: null),
        };
        body.AddRange(notice.Facts.Take(facts).Select(f => Text(Clip.WithEllipsis($"{f.Name}: {f.Value}", MaxValueLength), size: "Small", weight: null)));
        object?[] actions = [Open("Open", notice.Link), Open("I have it", notice.AcknowledgeLink)];
        return ChannelJson.Write(new
        {
            type = "message",
            attachments = new[]
            {
                new
                {
                    contentType = "application/vnd.microsoft.card.adaptive",
                    content = new
                    {
                        type = "AdaptiveCard",
                        version = "1.4",
                        body,
                        actions = actions.Where(a => a is not null).ToArray(),
                    },
                },
            },
        });
    }

    private static object Text(string text, string? size, string? weight) => new { type = "RichTextBlock", inlines = new[] { new { type = "TextRun", text, size, weight } } };

    private static object? Open(string title, string? url) => url is null ? null : new { type = "Action.OpenUrl", title, url };
}
