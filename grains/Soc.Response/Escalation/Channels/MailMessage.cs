using System.Text;
using System.Text.Encodings.Web;
using MimeKit;
using Soc.Model.Escalation;

namespace Soc.Response.Escalation.Channels;

/// <summary>A mail as text and as HTML; all mails of one incident stand in one thread (RFC 5322 section 3.6.4).</summary>
public static class MailMessage
{
    /// <param name="from">Address of the service.</param>
    /// <param name="to">Addresses of whom it is for.</param>
    /// <returns>The message; dispose of it.</returns>
    public static MimeMessage Of(Notice notice, MailboxAddress from, IEnumerable<MailboxAddress> to)
    {
        ArgumentNullException.ThrowIfNull(notice);
        ArgumentNullException.ThrowIfNull(from);
        var thread = IdOf("thread", NoticeText.ThreadOf(notice), from.Domain);
        var message = new MimeMessage { Subject = NoticeText.SubjectOf(notice), Date = DateTimeOffset.FromUnixTimeMilliseconds(notice.AtMs), MessageId = IdOf("notice", notice.Id, from.Domain) };
        message.From.Add(from);
        message.To.AddRange(to);
        message.InReplyTo = thread;
        message.References.Add(thread);

        // No answer by a machine: an absence note is no acknowledgement (RFC 3834).
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Headers.Add("X-Auto-Response-Suppress", "All");
        message.Priority = notice.Kind is NoticeKind.New or NoticeKind.Reminder ? MessagePriority.Urgent : MessagePriority.Normal;
        message.Body = new BodyBuilder { TextBody = TextOf(notice), HtmlBody = HtmlOf(notice) }.ToMessageBody();
        return message;
    }

    private static string TextOf(Notice notice)
    {
        var text = new StringBuilder(notice.Text).Append("\n\n");
        foreach (var fact in notice.Facts)
        {
            text.Append(fact.Name).Append(": ").Append(NoticeText.OneLine(fact.Value)).Append('\n');
        }

        Link("Incident: ", notice.Link);
        Link("I have it (opens a page with a button): ", notice.AcknowledgeLink);
        return text.ToString();

        void Link(string words, string? link)
        {
            if (link is not null)
            {
                text.Append('\n').Append(words).Append(link);
            }
        }
    }

    private static string HtmlOf(Notice notice)
    {
        var html = HtmlEncoder.Default;
        var page = new StringBuilder("<!doctype html><html><body style=\"font-family:sans-serif\"><h2>").Append(html.Encode(NoticeText.SubjectOf(notice))).Append("</h2>");
        foreach (var paragraph in notice.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            page.Append("<p>").Append(html.Encode(paragraph)).Append("</p>");
        }

        page.Append("<table>");
        foreach (var fact in notice.Facts)
        {
            page.Append("<tr><th align=\"left\">").Append(html.Encode(fact.Name)).Append("</th><td>").Append(html.Encode(fact.Value)).Append("</td></tr>");
        }

        page.Append("</table>");
        Link("Open the incident", notice.Link);
        Link("I have it", notice.AcknowledgeLink);
        return page.Append("</body></html>").ToString();

        void Link(string words, string? link)
        {
            if (link is not null)
            {
                page.Append("<p><a href=\"").Append(html.Encode(link)).Append("\">").Append(words).Append("</a></p>");
            }
        }
    }

    // The same for the same thing, so that a mail that comes twice is one, and a thread has its root.
    private static string IdOf(string kind, string id, string domain) =>
        $"{kind}.{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(id)))[..32]}@{(domain.Length == 0 ? "soc" : domain)}";
}
