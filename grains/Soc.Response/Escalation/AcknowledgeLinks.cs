using Soc.Model;
using Soc.Model.Escalation;

namespace Soc.Response.Escalation;

/// <summary>Makes the link in a message by which its reader says that he has the incident.</summary>
public static class AcknowledgeLinks
{
    /// <summary>Path of the page, before the token.</summary>
    public const string Path = "acknowledge/";

    private const int MaxWhoLength = 200;

    /// <param name="publicUrl">Where people reach the gateway.</param>
    public static string Of(Uri publicUrl, AcknowledgeTokens tokens, string client, string id, OutgoingNotice item, EscalationTimes times)
    {
        ArgumentNullException.ThrowIfNull(publicUrl);
        ArgumentNullException.ThrowIfNull(tokens);
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(times);
        var who = Clip.WithEllipsis(Channels.NoticeText.OneLine(item.To.Who), MaxWhoLength);

        // By the message's own moment: sent again, it is the same message.
        return publicUrl.AbsoluteUri.TrimEnd('/') + "/" + Path + tokens.Create(client, id, who, item.AtMs + times.LinkMs);
    }
}
