using System.Globalization;
using Shouldly;
using Soc.Parsing;
using Xunit;

namespace Soc.Content.Tests.Parsing;

/// <summary>What comes again with every record of a source (applications, tenants, devices, people) is made once, so that a record costs its raw slice and its event.</summary>
public sealed class RepeatedValuesTests(ITestOutputHelper output)
{
    private const int Rounds = 2_000;
    private static readonly SourceCatalog Catalog = SourceCatalog.Load();

    [Theory]
    [InlineData("EntraSignIn/interactive.raw", 1_900)]
    [InlineData("PanOs/globalprotect.raw", 1_100)]
    [InlineData("FortiGate/vpn.raw", 1_100)]
    [InlineData("Syslog/sshd.raw", 800)]
    public void ARecordCostsItsRawSliceAndItsEvent(string name, int mostBesideRaw)
    {
        var parserCase = ParserCase.All().Single(c => c.Name == name);
        foreach (var record in parserCase.Records.Where(r => Catalog.Parse(r, parserCase.Context).Count == 1))
        {
            var bytes = BytesARecord(record, parserCase.Context);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {bytes} bytes for a record of {record.Length}"));
            bytes.ShouldBeLessThanOrEqualTo(record.Length + mostBesideRaw);
        }
    }

    private static long BytesARecord(byte[] record, in SourceContext context)
    {
        for (var i = 0; i < 200; i++)
        {
            Catalog.Parse(record, context);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Rounds; i++)
        {
            Catalog.Parse(record, context);
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / Rounds;
    }
}
