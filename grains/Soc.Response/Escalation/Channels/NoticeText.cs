using Soc.Model;
using Soc.Model.Escalation;

namespace Soc.Response.Escalation.Channels;

/// <summary>Words that all channels share. What comes from logs is cut, and stands where nothing reads it as markup.</summary>
internal static class NoticeText
{
    /// <summary>Of a mail, a card, a page: "[high 91] Example Ltd: Impossible travel of anna".</summary>
    public static string SubjectOf(Notice notice)
    {
        var kind = notice.Kind switch
        {
            NoticeKind.Reminder => "Not answered yet: ",
            NoticeKind.Update => "Update: ",
            NoticeKind.Resolved => "Over: ",
            _ => "",
        };
        var score = notice.Kind is NoticeKind.Digest ? "" : notice.Score > 0 ? FormattableString.Invariant($"[{notice.Severity} {notice.Score:0}] ") : $"[{notice.Severity}] ";
        return Clip.WithEllipsis($"{kind}{score}{notice.ClientName}: {OneLine(notice.Title)}", Notice.MaxTitleLength);
    }

    /// <summary>No line break and no control character: a title must not end a header or begin a line.</summary>
    public static string OneLine(string text) => string.Create(text.Length, text, static (target, source) =>
    {
        for (var i = 0; i < source.Length; i++)
        {
            target[i] = char.IsControl(source[i]) ? ' ' : source[i];
        }
    });

    /// <summary>All notices of an incident have this in common.</summary>
    public static string ThreadOf(Notice notice) => $"{notice.Client}/{notice.IncidentId}";
}
