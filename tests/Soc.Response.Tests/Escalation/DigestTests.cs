using System.Globalization;
using Shouldly;
using Soc.Model.Escalation;
using Soc.Model.Policies;
using Soc.Response.Escalation;
using Soc.Response.Escalation.Channels;
using Xunit;

namespace Soc.Response.Tests.Escalation;

public sealed class DigestTests
{
    private static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");
    private static readonly ContactStep[] Contacts = [new("Anna", "mail", 5, 0), new("Ben", "pager", 5, 0)];

    [Theory]
    [InlineData("2026-01-10T08:00Z", 540, "2026-01-10T09:00Z")]
    [InlineData("2026-01-10T09:00Z", 540, "2026-01-11T09:00Z")] // after, not at
    [InlineData("2026-03-28T12:00Z", 540, "2026-03-29T08:00Z")] // summer time began that night
    [InlineData("2026-03-28T12:00Z", 90, "2026-03-29T01:00Z")] // 01:30 is skipped
    [InlineData("2026-10-24T12:00Z", 90, "2026-10-25T00:30Z")] // 01:30 comes twice
    [InlineData("2026-10-25T00:45Z", 90, "2026-10-26T01:30Z")] // and counts once
    public void It_is_due_at_a_minute_of_the_clients_own_clock(string after, int minute, string due) =>
        DigestClock.NextMs(minute, London, At(after)).ShouldBe(At(due));

    [Fact]
    public void What_was_told_at_work_is_left_out_what_changed_is_changed_and_the_rest_is_counted()
    {
        var state = new DigestState();
        DigestBook.Add(state, Item("a", DigestKind.Told), isWorkingTime: true, 1).ShouldBeSameAs(state);
        DigestBook.Add(state, Item("a", DigestKind.Told) with { IsUpdate = true }, isWorkingTime: false, 1).ShouldBeSameAs(state);
        state = DigestBook.Add(state, Item("a", DigestKind.Told), isWorkingTime: false, 7);
        DigestBook.Add(state, Item("a", DigestKind.Told), isWorkingTime: false, 8).ShouldBeSameAs(state, "the same again");
        state = DigestBook.Add(state, Item("a", DigestKind.Listed) with { IsUpdate = true, Text = "Anna has it." }, isWorkingTime: true, 9);
        state.Items.ShouldHaveSingleItem().ShouldSatisfyAllConditions(i => i.Text.ShouldBe("Anna has it."), i => i.Kind.ShouldBe(DigestKind.Told));
        state.SinceMs.ShouldBe(7);
        for (var i = 0; i < 150; i++)
        {
            state = DigestBook.Add(state, Item(i.ToString(CultureInfo.InvariantCulture), DigestKind.Listed) with { Score = i % 90 }, isWorkingTime: false, 10);
        }

        (state.Items.Length, state.Unnamed).ShouldBe((DigestState.MaxItems, 51));
        var notice = Writer().Digest(state, Contacts[0], 10);
        notice.Text.Length.ShouldBeLessThanOrEqualTo(Notice.MaxTextLength);
        notice.Text.ShouldEndWith(" more.");
    }

    [Fact]
    public void It_is_sent_once_a_day_says_everything_by_its_kind_and_an_empty_one_is_not_sent()
    {
        var night = At("2026-03-02T02:12Z");
        var state = new PagingSnapshot();
        state = PagingCore.Add(state, Item("told", DigestKind.Told) with { AtMs = night }, isWorkingTime: false, night);
        state = PagingCore.Add(state, Item("done", DigestKind.Done) with { AtMs = night }, isWorkingTime: false, night);
        state = PagingCore.Add(state, Item("list", DigestKind.Listed) with { AtMs = night }, isWorkingTime: false, night);
        var due = At("2026-03-02T09:00Z");
        PagingCore.WakeMs(state, Rules(Contacts), night).ShouldBe(due);
        PagingCore.Tick(state, Rules(Contacts), due - 1).ShouldBeSameAs(state);
        var sent = PagingCore.Tick(state, Rules(Contacts), due);
        var (notice, to) = (sent.Outbox.ShouldHaveSingleItem().Notice, sent.Outbox[0].To);
        (to.Who, notice.Kind, notice.Title, notice.Id).ShouldBe(("Anna", NoticeKind.Digest, "Digest of 2 March 2026", "acme/digest-1/1"));
        notice.Text.ShouldBe("""
            What happened since the last digest, the worst first.

            Told at once outside working hours:
            - 2 Mar 02:12 [91] Title told: As it is.

            What was done:
            - 2 Mar 02:12 [91] Title done: As it is.

            To be read:
            - 2 Mar 02:12 [91] Title list: As it is.
            """.ReplaceLineEndings("\n"));
        PagingCore.Tick(sent, Rules(Contacts), due + (30 * 3_600_000L)).ShouldBeSameAs(sent, "an empty one is not sent");
        PagingCore.Tick(state, Rules([]), due).ShouldSatisfyAllConditions(s => s.Outbox.ShouldBeEmpty("nobody is agreed upon"), s => s.Digest.Items.ShouldBeEmpty());
        PagingCore.Tick(state, Rules(Contacts), night - 100).Digest.SinceMs.ShouldBe(night - 100, "the clock went back");
    }

    [Fact]
    public void A_summary_goes_to_each_who_was_to_hear_and_one_that_cannot_be_delivered_to_the_next()
    {
        var state = new PagingSnapshot();
        for (var i = 0; i < 10; i++)
        {
            (state, var mayPage) = PagingCore.Ask(state, Page(i, Contacts[i % 2]), PagingOptions.Default, 0);
            mayPage.ShouldBe(i < 5);
            (var again, mayPage) = PagingCore.Ask(state, Page(i, Contacts[i % 2]), PagingOptions.Default, 1);
            mayPage.ShouldBe(i < 5, "asked again, the answer is the same");
            again.ShouldBeSameAs(state);
        }

        state = PagingCore.Tick(state, Rules(Contacts), PagingOptions.Default.SummaryAfterMs);
        state.Outbox.Select(o => $"{o.To.Who}: {o.Notice.Title}").ShouldBe(["Ben: 3 incidents at once", "Anna: 2 incidents at once"]);
        state.Outbox[0].Notice.Text.ShouldContain("[9] Incident 9 (i-9)");

        var item = state.Outbox[0];
        (state, var isGivenUp) = PagingCore.Sent(state, item, new Delivery(DeliveryKind.TryAgain, "Busy."), Rules(Contacts), 0);
        (state.Outbox[0].NextMs, isGivenUp).ShouldBe((EscalationTimes.Default.PauseMs(1), false));
        (state, _) = PagingCore.Sent(state, state.Outbox[0], new Delivery(DeliveryKind.Refused, "No."), Rules(Contacts), 0);
        (state.Outbox[0].To.Who, state.Outbox[0].NextMs).ShouldBe(("Anna", PagingCore.RoundPauseMs), "Ben was the last: from the first again, after a while");
        (state, isGivenUp) = PagingCore.Sent(state, state.Outbox[0], new Delivery(DeliveryKind.Refused, "No."), Rules(Contacts), item.Notice.AtMs + PagingCore.GiveUpMs + 1);
        (state.Outbox.Length, isGivenUp).ShouldBe((1, true));
        PagingCore.Sent(state, state.Outbox[0], new Delivery(DeliveryKind.Taken, "Yes."), Rules(Contacts), 0).State.Outbox.ShouldBeEmpty();
    }

    private static PagingItem Page(int i, ContactStep to) =>
        new(string.Create(CultureInfo.InvariantCulture, $"i-{i}"), string.Create(CultureInfo.InvariantCulture, $"Incident {i}"), i) { NoticeId = string.Create(CultureInfo.InvariantCulture, $"acme/i-{i}/1"), Who = to.Who, Channel = to.Channel };

    private static DigestItem Item(string key, DigestKind kind) => new() { Key = key, IncidentId = key, Kind = kind, Title = $"Title {key}", Text = "As it is.", Score = 91 };

    private static NoticeWriter Writer() => new("acme", "Acme", London, _ => "high");

    private static PagingRules Rules(ContactStep[] contacts) => new(contacts, 540, London, PagingOptions.Default, EscalationTimes.Default, Writer());

    private static long At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
}
