using Shouldly;
using Soc.Gateway.Reports;
using Soc.Model.Escalation;
using Soc.Model.Incidents;
using Soc.Model.Response;
using static Soc.Gateway.Tests.Reports.ReportRows;

namespace Soc.Gateway.Tests.Reports;

/// <summary>What a report says of its rows.</summary>
public sealed class ReportBuilderTests
{
    [Fact]
    public void AnEmptyMonth_IsAReportOfNothing()
    {
        var report = ReportBuilder.Build(Input([]));
        report.Lines.ShouldBeEmpty();
        report.Summary.Counts.ShouldBe(new ReportCountsDto(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
        report.Summary.Clocks.OnTime.Count.ShouldBe(5);
        report.Summary.Clocks.OnTime.ShouldAllBe(c => c.N == 0 && c.MedianSeconds == null && c.P90Seconds == null);
        report.Summary.TopEntities.ShouldBeEmpty();
        report.Summary.WhileYouSlept.Total.ShouldBe(0);
        report.Summary.IsTruncated.ShouldBeFalse();
        report.Summary.DisplayName.ShouldBe("Acme & Söhne");
        report.Summary.From.ShouldBe("2026-10-31T23:00:00.000Z");
    }

    [Fact]
    public void Incidents_AreCountedByWhatBecameOfThem()
    {
        var byRule = Operation("o1", "i1", "2026-11-02T09:00:00Z");
        var agreed = Operation("o2", "i2", "2026-11-02T10:00:00Z") with { ApprovedBy = ["lena"] };
        var asked = Operation("o3", "i3", "2026-11-02T11:00:00Z");
        asked = asked with { Proposal = asked.Proposal with { ProposedBy = new ResponseActor("tom", ResponseRole.Responder) } };
        var failed = Operation("o4", "i4", "2026-11-02T12:00:00Z") with { EnforcedMs = 0, Status = OperationStatus.Failed };
        var alone = Operation("o5", null, "2026-11-02T13:00:00Z");
        var firstByRule = Operation("o6", "i2", "2026-11-02T10:30:00Z");
        var undone = Operation("o7", "i1", "2026-11-02T09:30:00Z") with { IsUndone = true, EndedMs = Ms("2026-11-02T10:00:00Z"), EndedBy = "lena", Status = OperationStatus.RolledBack };
        var after = Operation("o8", "i5", "2026-12-01T00:10:00Z");
        var counts = ReportBuilder.Build(Input(
            [
                Incident("i1", "2026-11-02T09:00:00Z"), Incident("i2", "2026-11-02T10:00:00Z"), Incident("i3", "2026-11-02T11:00:00Z"),
                Incident("i4", "2026-11-02T12:00:00Z", 95, EscalationDecision.Notify), Incident("i5", "2026-11-30T22:59:00Z", 70, EscalationDecision.Wake),
                Incident("i6", "2026-11-03T12:00:00Z", 70, EscalationDecision.Wake, late: true), Incident("i7", "2026-11-03T12:00:00Z", 45, EscalationDecision.Digest),
            ],
            [byRule, agreed, asked, failed, alone, firstByRule, undone, after],
            [Escalation("i4", "2026-11-02T12:00:00Z", EscalationDecision.Notify, "2026-11-02T12:01:00Z"), Escalation("i5", "2026-11-30T22:59:00Z", EscalationDecision.Wake, null)])).Summary.Counts;
        counts.Incidents.ShouldBe(7);
        counts.StoppedAutomatically.ShouldBe(2, "i1, and i5, which was stopped when the month was over");
        counts.StoppedByHand.ShouldBe(2, "agreed to, and asked for: what was confirmed first counts");
        counts.Escalated.ShouldBe(2);
        counts.Told.ShouldBe(1);
        counts.Woken.ShouldBe(0, "to be woken is not yet woken");
        counts.P1.ShouldBe(2, "critical, and to be woken; not the late one");
        counts.Late.ShouldBe(1);
        counts.Actions.ShouldBe(6, "those that were confirmed, of the month");
        counts.ActionsUndone.ShouldBe(1);
        counts.ActionsWithoutIncident.ShouldBe(1);
    }

    [Theory]
    [InlineData(new long[] { 3_000 }, 3.0, 3.0)]
    [InlineData(new long[] { 4_000, 1_000 }, 2.5, 4.0)]
    [InlineData(new long[] { 1_000, 2_000, 9_000 }, 2.0, 9.0)]
    [InlineData(new long[] { 1_000, 2_000, 3_000, 4_000, 5_000, 6_000, 7_000, 8_000, 9_000, 10_000 }, 5.5, 9.0)]
    [InlineData(new long[] { 1_000, 2_000, 3_000, 4_000, 5_000, 6_000, 7_000, 8_000, 9_000, 10_000, 11_000 }, 6.0, 10.0)]
    public void TheClocks_AreMedianAndNineTenths(long[] tookMs, double median, double p90)
    {
        var incidents = tookMs.Select((ms, i) => Incident($"i{i}", "2026-11-02T09:00:00Z", latencyMs: ms)).ToArray();
        var clock = ReportBuilder.Build(Input(incidents)).Summary.Clocks.OnTime[0];
        clock.ShouldBe(new ReportClockDto("event_to_detected", tookMs.Length, median, p90));
    }

    [Fact]
    public void TheStepsAfterDetection_CountWhoMadeThem_AndLateOnesStandApart()
    {
        var closed = Incident("i1", "2026-11-02T09:00:00Z", 80, EscalationDecision.Notify) with
        {
            Status = IncidentStatus.Closed,
            Verdict = Verdict.Benign,
            VerdictHistory = [new VerdictNote(Verdict.TruePositive, "tom", Ms("2026-11-02T09:30:00Z"), null), new VerdictNote(Verdict.Benign, "lena", Ms("2026-11-02T10:00:00Z"), null)],
        };
        var reopened = closed with { Id = "i2", Status = IncidentStatus.Open };
        var late = Incident("i3", "2026-11-02T09:00:00Z", late: true, latencyMs: 90_000_000);
        var told = Escalation("i1", "2026-11-02T09:00:00Z", EscalationDecision.Notify, "2026-11-02T09:00:10Z") with { AcknowledgedMs = Ms("2026-11-02T09:05:00Z"), AcknowledgedBy = "lena" };
        var report = ReportBuilder.Build(Input([closed, reopened, late], [Operation("o1", "i1", "2026-11-02T09:00:01Z")], [told]));
        report.Summary.Clocks.OnTime.ShouldBe(
        [
            new("event_to_detected", 2, 1, 1),
            new("detected_to_told", 1, 10, 10),
            new("detected_to_acknowledged", 1, 300, 300),
            new("detected_to_contained", 1, 1.5, 1.5),
            new("detected_to_resolved", 1, 3_600, 3_600),
        ]);
        report.Summary.Clocks.Late[0].ShouldBe(new ReportClockDto("event_to_detected", 1, 90_000, 90_000));
        report.Summary.Clocks.Late.Skip(1).ShouldAllBe(c => c.N == 0);
        report.Lines.Single(l => l.Id == "i1").ResolvedBy.ShouldBe("lena");
    }

    [Fact]
    public void WhatWasDoneOutsideWorkingHours_IsToldInSentences()
    {
        var night = Operation("o1", "i1", "2026-11-14T02:12:00Z") with { IsUndone = true, EndedMs = Ms("2026-11-14T07:55:00Z"), EndedBy = "lena", Status = OperationStatus.RolledBack };
        var holiday = Operation("o2", "i2", "2026-11-11T10:00:00Z") with { ApprovedBy = ["lena", "tom"] };
        var day = Operation("o3", "i2", "2026-11-12T10:00:00Z");
        var neverBegan = Operation("o4", "i2", "2026-11-14T03:00:00Z") with { BeganMs = 0, EnforcedMs = 0, Status = OperationStatus.Denied };
        var early = Escalation("i1", "2026-11-14T02:12:00Z", EscalationDecision.Wake, "2026-11-14T02:13:00Z") with { AcknowledgedMs = Ms("2026-11-14T02:20:00Z"), AcknowledgedBy = "lena" };
        var atNoon = Escalation("i2", "2026-11-12T11:00:00Z", EscalationDecision.Notify, "2026-11-12T11:00:00Z");
        var unheard = Escalation("gone", "2026-11-15T02:00:00Z", EscalationDecision.Wake, "2026-11-15T02:00:00Z") with { Phase = EscalationPhase.NobodyAnswered };
        var slept = ReportBuilder.Build(Input(
            [Incident("i1", "2026-11-14T02:12:00Z", 92), Incident("i2", "2026-11-11T10:00:00Z")], [night, holiday, day, neverBegan], [early, atNoon, unheard])).Summary.WhileYouSlept;
        slept.Total.ShouldBe(4);
        slept.Items.Select(i => $"{i.LocalTime}: {i.Text}").ShouldBe(
        [
            "Sun 2026-11-15 03:00: Somebody was woken about \"gone\". The whole chain was told, and nobody has answered.",
            "Sat 2026-11-14 03:13: Somebody was woken about \"Title of i1\" (score 92). lena has had it since 03:20.",
            "Sat 2026-11-14 03:12: Address 203.0.113.7 was blocked automatically: Beacon to a listed address. Undone at 08:55 by lena.",
            "Wed 2026-11-11 11:00: Address 203.0.113.7 was blocked with the consent of lena and tom: Beacon to a listed address. It lasts until 12:00.",
        ]);
        slept.Items[2].OperationId.ShouldBe("o1");
    }

    [Fact]
    public void WhatDidNotWork_IsNotCalledDone()
    {
        var failed = Operation("o1", "i1", "2026-11-14T02:12:00Z") with { EnforcedMs = 0, Status = OperationStatus.Failed };
        var text = ReportBuilder.Build(Input([], [failed])).Summary.WhileYouSlept.Items.ShouldHaveSingleItem().Text;
        text.ShouldBe("feed was to block address 203.0.113.7 (automatically): Beacon to a listed address. It was not confirmed (failed).");
    }

    [Fact]
    public void AnIncidentThatTookOthersIn_HasTheirActionsAndMessages()
    {
        var input = Input(
            [Incident("i1", "2026-11-02T09:00:00Z", 80, EscalationDecision.Notify)],
            [Operation("o1", "old", "2026-11-02T09:00:00Z")],
            [
                Escalation("i1", "2026-11-02T09:00:00Z", EscalationDecision.Notify, "2026-11-02T09:10:00Z"),
                Escalation("old", "2026-11-02T08:59:00Z", EscalationDecision.Wake, "2026-11-02T09:01:00Z") with { AcknowledgedMs = Ms("2026-11-02T09:02:00Z"), AcknowledgedBy = "lena" },
            ]) with { TakenInBy = new Dictionary<string, string>(StringComparer.Ordinal) { ["old"] = "i1" } };
        var line = ReportBuilder.Build(input).Lines.ShouldHaveSingleItem();
        line.Stopped.ShouldBe(Stopped.Automatically);
        line.Decision.ShouldBe(EscalationDecision.Wake);
        line.ToldMs.ShouldBe(Ms("2026-11-02T09:01:00Z"));
        line.AcknowledgedBy.ShouldBe("lena");
    }

    [Fact]
    public void ManyThings_AreCut_AndTheirNumberIsSaid()
    {
        var undone = Enumerable.Range(0, ReportBuilder.MaxItems + 5).Select(i => Operation($"o{i:000}", null, "2026-11-14T02:12:00Z") with { IsUndone = true, EndedMs = Ms("2026-11-14T03:00:00Z") + i }).ToArray();
        var report = ReportBuilder.Build(Input([], undone) with { Truncated = ["There is more."] }).Summary;
        report.Undone.Total.ShouldBe(undone.Length);
        report.Undone.Items.Count.ShouldBe(ReportBuilder.MaxItems);
        report.Undone.Items[0].OperationId.ShouldBe(undone[^1].OperationId, "the newest first");
        report.IsTruncated.ShouldBeTrue();
        report.Truncated.ShouldBe(["There is more."]);
    }

    [Fact]
    public void WhoIsMetMost_ComesFirst_AndTheClientItselfIsNobody()
    {
        var anna = Incident("i1", "2026-11-02T09:00:00Z", 50);
        var both = Incident("i2", "2026-11-02T09:00:00Z", 90) with
        {
            Entities = [Soc.Model.Entities.EntityKey.User(Client, "anna@example.com"), Soc.Model.Entities.EntityKey.Device(Client, "pc-1"), Soc.Model.Entities.EntityKey.ForClient(Client)],
        };
        ReportBuilder.Build(Input([anna, both])).Summary.TopEntities.ShouldBe([new TopEntityDto("user", "anna@example.com", 2, 90), new TopEntityDto("device", "pc-1", 1, 90)]);
    }
}
