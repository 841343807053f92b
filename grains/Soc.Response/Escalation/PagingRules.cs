using Soc.Model.Policies;

namespace Soc.Response.Escalation;

/// <summary>What a client's paging goes by, as it is agreed now.</summary>
/// <param name="Contacts">The client's people, in order.</param>
/// <param name="DigestMinute">Minute of the day in the client's zone, 0–1439.</param>
/// <param name="Zone">The client's zone.</param>
/// <param name="Limit">How many single messages people can take.</param>
/// <param name="Times">How patient the sending is.</param>
/// <param name="Writer">Puts it into words.</param>
public sealed record PagingRules(ContactStep[] Contacts, int DigestMinute, TimeZoneInfo Zone, PagingOptions Limit, EscalationTimes Times, NoticeWriter Writer);
