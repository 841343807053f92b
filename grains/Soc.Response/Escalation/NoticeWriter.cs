using System.Globalization;
using System.Text;
using Soc.Model;
using Soc.Model.Escalation;
using Soc.Model.Policies;
using Soc.Response.Escalation.Channels;

namespace Soc.Response.Escalation;

/// <summary>Puts a message that was decided into words for people.</summary>
/// <param name="client">Id of the client.</param>
/// <param name="clientName">Its name for people.</param>
/// <param name="zone">Its time zone.</param>
/// <param name="severityOf">A score in one word.</param>
public sealed class NoticeWriter(string client, string clientName, TimeZoneInfo zone, Func<double, string> severityOf)
{
    private const string MomentFormat = "d MMMM yyyy HH:mm";

    /// <param name="id">Of the escalation: what its messages have in common.</param>
    /// <param name="acknowledgeLink">Null when the installation has no address for people.</param>
    public Notice Write(string id, EscalationState state, OutgoingNotice item, string? acknowledgeLink)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(item);
        var alarm = state.Alarm;
        var score = alarm?.Score ?? 0;
        return new Notice
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"{client}/{id}/{item.Number}"),
            Kind = item.Kind,
            Client = client,
            ClientName = clientName,
            IncidentId = id,
            Title = alarm?.Title ?? id,
            Text = Clip.WithEllipsis(TextOf(state, item, acknowledgeLink), Notice.MaxTextLength),
            Score = score,
            Severity = item.IsUrgent ? "critical" : severityOf(score),
            Facts = [.. FactsOf(id, alarm).Take(Notice.MaxFacts)],
            Who = item.To.Who,
            AtMs = item.AtMs,
            AcknowledgeLink = item.IsAsking ? acknowledgeLink : null,
        };
    }

    /// <summary>Incidents of which there are too many to tell of each.</summary>
    /// <param name="number">Of the summary, which makes its id with <paramref name="part"/>.</param>
    /// <param name="part">Of the summary: one for each who is told.</param>
    /// <param name="items">What is named, the worst first.</param>
    /// <param name="unnamed">How many more there are.</param>
    public Notice Summary(long number, int part, ContactStep to, IReadOnlyList<PagingItem> items, int unnamed, long nowMs)
    {
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(items);
        var count = items.Count + unnamed;
        var worst = items[0].Score;
        var text = new BoundedText(
            $"So much came in a short time that each has no message of its own. Each can be acknowledged by itself: POST /api/v1/incidents/ID/acknowledge; GET /api/v1/clients/{client}/incidents lists all.");
        foreach (var item in items)
        {
            text.Add(string.Create(CultureInfo.InvariantCulture, $"[{item.Score:0}] {NoticeText.OneLine(item.Title)} ({item.IncidentId})"));
        }

        return Of($"summary-{number.ToString(CultureInfo.InvariantCulture)}", part, NoticeKind.Summary, string.Create(CultureInfo.InvariantCulture, $"{count} incidents at once"), text.End(unnamed), to, nowMs) with
        {
            Score = worst, Severity = severityOf(worst),
        };
    }

    /// <summary>The morning's list.</summary>
    public Notice Digest(DigestState digest, ContactStep to, long nowMs)
    {
        ArgumentNullException.ThrowIfNull(digest);
        ArgumentNullException.ThrowIfNull(to);
        var day = WorkCalendar.LocalOf(zone, nowMs).ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
        var text = new BoundedText("What happened since the last digest, the worst first.");
        Section("Nobody answered", DigestKind.Unanswered);
        Section("Told at once outside working hours", DigestKind.Told);
        Section("What was done", DigestKind.Done);
        Section("To be read", DigestKind.Listed);
        var number = digest.Digests.ToString(CultureInfo.InvariantCulture);
        return Of($"digest-{number}", 1, NoticeKind.Digest, $"Digest of {day}", text.End(digest.Unnamed), to, nowMs);

        void Section(string title, DigestKind kind)
        {
            var items = Array.FindAll(digest.Items, i => i.Kind == kind);
            if (items.Length > 0)
            {
                text.Head(title);
            }

            foreach (var item in items)
            {
                var at = WorkCalendar.LocalOf(zone, item.AtMs).ToString("d MMM HH:mm", CultureInfo.InvariantCulture);
                var score = item.Score > 0 ? string.Create(CultureInfo.InvariantCulture, $"[{item.Score:0}] ") : "";
                text.Add($"{at} {score}{NoticeText.OneLine(item.Title)}: {NoticeText.OneLine(item.Text)}");
            }
        }
    }

    private Notice Of(string id, int part, NoticeKind kind, string title, string text, ContactStep to, long nowMs) => new()
    {
        Id = string.Create(CultureInfo.InvariantCulture, $"{client}/{id}/{part}"),
        Kind = kind,
        Client = client,
        ClientName = clientName,
        IncidentId = id,
        Title = title,
        Text = text,
        Who = to.Who,
        AtMs = nowMs,
    };

    private static string TextOf(EscalationState state, OutgoingNotice item, string? acknowledgeLink)
    {
        var text = new StringBuilder(item.Text);
        if (!item.IsAsking)
        {
            return text.ToString();
        }

        if (state.Alarm is { Story.Length: > 0 } alarm && !string.Equals(alarm.Story, item.Text, StringComparison.Ordinal))
        {
            text.Append("\n\n").Append(alarm.Story);
        }

        if (acknowledgeLink is null)
        {
            text.Append("\n\n").Append(state.Alarm is { IncidentId.Length: > 0 } told
                ? $"To say that you have it: POST /api/v1/incidents/{told.IncidentId}/acknowledge."
                : $"To decide: GET /api/v1/responses/{state.Operations.FirstOrDefault()?.OperationId} shows what can be done.");
        }

        return text.ToString();
    }

    private IEnumerable<NoticeFact> FactsOf(string id, EscalationAlarm? alarm)
    {
        yield return new NoticeFact("Client", clientName);
        yield return new NoticeFact("Incident", id);
        if (alarm is null)
        {
            yield break;
        }

        if (alarm.Score > 0)
        {
            yield return new NoticeFact("Score", string.Create(CultureInfo.InvariantCulture, $"{alarm.Score:0} ({severityOf(alarm.Score)})"));
        }

        if (alarm.Why.Length > 0)
        {
            yield return new NoticeFact("Why you are told", alarm.Why);
        }

        if (alarm.DetectedAtMs > 0)
        {
            yield return new NoticeFact("Detected", WorkCalendar.LocalOf(zone, alarm.DetectedAtMs).ToString(MomentFormat, CultureInfo.InvariantCulture));
        }

        foreach (var entity in alarm.Entities)
        {
            yield return new NoticeFact("About", entity);
        }
    }
}
