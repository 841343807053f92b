using System.Text;
using Shouldly;
using Soc.Parsing;
using Xunit;

namespace Soc.Content.Tests.Parsing;

/// <summary>A line of no interest costs no memory, and one of interest little more than its event: most lines of a firewall are of the first kind.</summary>
public sealed class AllocationTests
{
    private const int Rounds = 2000;
    private static readonly SourceCatalog Catalog = SourceCatalog.Load();
    private static readonly SourceContext Context = new("acme", 1_772_452_800_000);

    [Theory]
    [InlineData("<14>Mar  2 12:00:11 FW-ZRH-1 1,2026/03/02 12:00:10,012001001234,CONFIG,0,0,2026/03/02 12:00:09,192.0.2.44,,commit,ops,Web,Submitted,,0,0x0")]
    [InlineData("<14>Mar  2 11:00:02 FW-ZRH-1 1,2026/03/02 11:00:00,007200001165,SYSTEM,routing,0,2026/03/02 10:59:58,,routed-config-p1-success,,0,0,general,informational,Route daemon configuration load.,0,0x0")]
    [InlineData("date=2026-03-02 time=12:20:05 devname=\"FG\" devid=\"FG1\" logid=\"0100040704\" type=\"event\" subtype=\"system\" level=\"notice\" vd=\"root\" action=\"perf-stats\" cpu=2 mem=35")]
    [InlineData("Mar  2 11:00:13 bastion-1 sshd[4242]: Received disconnect from 198.51.100.50: 11: Bye Bye [preauth]")]
    [InlineData("<13>Mar  2 11:00:00 bastion-1 systemd[1]: Started Daily apt upgrade and clean activities.")]
    public void ASkippedLineAllocatesNothing(string line)
    {
        var record = Encoding.UTF8.GetBytes(line);
        Catalog.Parse(record, Context).Outcome.ShouldBe(ParseOutcome.Skipped);
        BytesARecord(record).ShouldBe(0);
    }

    [Theory]
    [InlineData("Mar  2 11:00:00 bastion-1 sshd[4242]: Failed password for root from 198.51.100.50 port 1786 ssh2", 1000)]
    [InlineData("<189>date=2026-03-02 time=12:41:01 devname=\"FG\" devid=\"FG1\" tz=\"+0100\" logid=\"0101039426\" type=\"event\" subtype=\"vpn\" level=\"alert\" vd=\"root\" action=\"ssl-login-fail\" remip=198.51.100.50 user=\"root\" reason=\"sslvpn_login_unknown_user\" msg=\"SSL user failed to logged in\"", 1200)]
    public void AParsedLineAllocatesLittleMoreThanItsEvent(string line, int mostBytes)
    {
        var record = Encoding.UTF8.GetBytes(line);
        Catalog.Parse(record, Context).Outcome.ShouldBe(ParseOutcome.Parsed);
        BytesARecord(record).ShouldBeLessThanOrEqualTo(mostBytes);
    }

    private static long BytesARecord(byte[] record)
    {
        for (var i = 0; i < 200; i++)
        {
            Catalog.Parse(record, Context);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Rounds; i++)
        {
            Catalog.Parse(record, Context);
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / Rounds;
    }
}
