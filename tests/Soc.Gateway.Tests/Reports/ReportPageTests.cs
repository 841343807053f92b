using Shouldly;
using Soc.Gateway.Reports;
using Soc.Gateway.Reports.Answers;
using Soc.Model.Entities;
using static Soc.Gateway.Tests.Reports.ReportRows;

namespace Soc.Gateway.Tests.Reports;

/// <summary>The page for the IT manager.</summary>
public sealed class ReportPageTests
{
    [Fact]
    public void WhatAnAttackerWrote_StaysText()
    {
        const string hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>";
        var operation = Operation("o1", "i1", "2026-11-14T02:12:00Z") with { IsUndone = true, EndedBy = hostile, EndedMs = Ms("2026-11-14T03:00:00Z") };
        operation = operation with { Proposal = operation.Proposal with { Reason = hostile, Target = operation.Proposal.Target with { Value = hostile } } };
        var input = Input([Incident("i1", "2026-11-14T02:12:00Z") with { Title = hostile, Entities = [EntityKey.Device(Client, hostile)] }], [operation]);
        var page = ReportPage.Write(ReportBuilder.Build(input with { Policy = Policy with { DisplayName = hostile }, Truncated = [hostile] }), Zone);
        page.ShouldContain("&lt;script&gt;");
        page.ShouldNotContain("<script", Case.Insensitive);
        page.ShouldNotContain("<img", Case.Insensitive);
        page.ShouldNotContain("onerror=alert(2)>", Case.Insensitive);
        page.ShouldNotContain("\"'>", Case.Sensitive, "a quote that ends an attribute");
    }

    [Fact]
    public void ItIsWholeByItself_AndCanBePrinted()
    {
        var page = ReportPage.Write(ReportBuilder.Build(Input([Incident("i1", "2026-11-14T02:12:00Z")], [Operation("o1", "i1", "2026-11-14T02:12:00Z")])), Zone);
        page.ShouldStartWith("<!doctype html>");
        page.ShouldContain("@media print");
        page.ShouldContain("Acme &amp; S&#246;hne");
        page.ShouldContain("What we did while you slept");
        page.ShouldContain("Address 203.0.113.7 was blocked automatically");
        page.ShouldContain("Sun 2026-11-01 00:00 to Tue 2026-12-01 00:00 (Europe/Zurich)");
        page.ShouldNotContain("http", Case.Insensitive, "nothing is fetched from elsewhere");
        page.ShouldNotContain("Not complete");
    }

    [Fact]
    public void AnEmptyMonth_IsAPageToo() => ReportPage.Write(ReportBuilder.Build(Input([])), Zone).ShouldContain("Nothing had to be done outside working hours.");
}
