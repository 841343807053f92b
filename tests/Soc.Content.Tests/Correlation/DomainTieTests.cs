using Shouldly;
using Soc.Detection.Correlation;
using Soc.Model.Entities;
using Soc.Model.Signals;
using Xunit;

namespace Soc.Content.Tests.Correlation;

/// <summary>Two devices of one client at one domain: one cause only where the domain says who is behind it, and both findings weigh something.</summary>
public sealed class DomainTieTests
{
    private const long HourMs = 3_600_000;
    private static readonly long _t = Make.At(2026, 3, 3, 12);

    private readonly IncidentIndex _index = new();
    private readonly WaitingSignals _waiting = new();
    private readonly Correlator _correlator = new();

    [Fact]
    public void A_rare_domain_ties()
    {
        Accept(At("s1", "pc-1", "evil-update.net", 50, _t)).ShouldBe(1);
        Accept(At("s2", "pc-2", "evil-update.net", 50, _t + HourMs)).ShouldBe(2);
    }

    [Theory]
    [InlineData("microsoft.com")]
    [InlineData("dropbox.com")]
    [InlineData("github.io")]
    public void One_that_everybody_calls_does_not(string domain)
    {
        Accept(At("s1", "pc-1", domain, 50, _t));
        Accept(At("s2", "pc-2", domain, 50, _t + HourMs)).ShouldBe(1);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void One_that_is_usual_here_does_not_whichever_finding_knows_it(bool first, bool second)
    {
        Accept(At("s1", "pc-1", "supplier.example", 50, _t, first));
        Accept(At("s2", "pc-2", "supplier.example", 50, _t + HourMs, second)).ShouldBe(1);
    }

    [Fact]
    public void Minor_findings_are_not_tied_by_it()
    {
        Accept(At("s1", "pc-1", "new-tool.example", 50, _t));
        _correlator.Accept(_index, _waiting, [At("s2", "pc-2", "new-tool.example", 15, _t + 1)], Make.Policy, Make.London, _t).Incidents.ShouldBeEmpty();
        _waiting.Find("s2").ShouldNotBeNull();
    }

    [Fact]
    public void The_day_after_next_it_does_not()
    {
        Accept(At("s1", "pc-1", "evil-update.net", 50, _t));
        Accept(At("s2", "pc-2", "evil-update.net", 50, _t + (40 * HourMs))).ShouldBe(1);
    }

    private static Signal At(string id, string device, string domain, double score, long atMs, bool isUsual = false) =>
        Make.Signal(id, "beacon", "-", score, atMs, id[1]) with
        {
            Entity = EntityKey.Device(Make.Client, device),
            Subject = new SignalSubject { Device = device },
            Related = [new EntityKey(Make.Client, EntityKind.Domain, domain)],
            UsualDomains = isUsual ? [domain] : [],
        };

    private int Accept(Signal signal) =>
        _correlator.Accept(_index, _waiting, [signal], Make.Policy, Make.London, _t).Incidents.Single().SignalCount;
}
