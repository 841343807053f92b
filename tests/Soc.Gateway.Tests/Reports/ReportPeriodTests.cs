using Shouldly;
using Soc.Gateway.Reports;
using static Soc.Gateway.Tests.Reports.ReportRows;

namespace Soc.Gateway.Tests.Reports;

/// <summary>From and to, on the client's clock.</summary>
public sealed class ReportPeriodTests
{
    private static readonly long NowMs = Ms("2026-11-27T12:00:00Z");

    [Theory]
    [InlineData(null, null, "2026-10-28T12:00:00Z", "2026-11-27T12:00:00Z")]
    [InlineData("2026-11-01", "2026-11-30", "2026-10-31T23:00:00Z", "2026-11-30T23:00:00Z")]
    [InlineData("2026-10-25", "2026-10-25", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z")]
    [InlineData("2026-11-01T09:00", null, "2026-11-01T08:00:00Z", "2026-11-27T12:00:00Z")]
    [InlineData("2026-03-29T02:30", "2026-03-29", "2026-03-29T01:30:00Z", "2026-03-29T22:00:00Z")]
    [InlineData("2026-11-01T09:00:00Z", "2026-11-01T10:00:00.500+00:30", "2026-11-01T09:00:00Z", "2026-11-01T09:30:00.500Z")]
    [InlineData("2026-11-01T09:00:00 01:00", "2026-11-02", "2026-11-01T08:00:00Z", "2026-11-02T23:00:00Z")]
    [InlineData(null, "2026-01-31", "2026-01-01T23:00:00Z", "2026-01-31T23:00:00Z")]
    public void DatesAndMoments_AreRead(string? from, string? to, string expectedFrom, string expectedTo)
    {
        ReportPeriod.TryRead(from, to, Zone, NowMs, out var period, out var problem).ShouldBeTrue(problem);
        period.ShouldBe(new ReportPeriod(Ms(expectedFrom), Ms(expectedTo)));
    }

    [Theory]
    [InlineData("yesterday", null, "from='yesterday'")]
    [InlineData("2026-13-01", null, "from=")]
    [InlineData("2026-11-01", "01.12.2026", "to='01.12.2026'")]
    [InlineData("9999-12-31", "9999-12-31", "to=")]
    [InlineData("2026-11-02", "2026-11-01", "not before")]
    [InlineData("2027-01-01", null, "not before")]
    [InlineData("2025-10-01", "2026-11-27", "400 days")]
    public void WhatMakesNoSense_SaysWhatToSend(string? from, string? to, string words)
    {
        ReportPeriod.TryRead(from, to, Zone, NowMs, out _, out var problem).ShouldBeFalse();
        problem.ShouldContain(words);
    }
}
