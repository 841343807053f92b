using System.Text;
using Parquet;
using Parquet.Schema;
using Shouldly;
using Soc.Gateway.Reports;
using Soc.Gateway.Reports.Answers;
using Soc.Model.Incidents;
using static Soc.Gateway.Tests.Reports.ReportRows;

namespace Soc.Gateway.Tests.Reports;

/// <summary>The rows as CSV and Parquet: the same columns, read back.</summary>
public sealed class ReportTableTests
{
    private const string Header =
        "Id,Title,Status,Verdict,Score,Severity,IsFirstPriority,Escalation,IsLate,Entities,Detectors,Signals,FirstSeenAt,LastSeenAt,DetectedAt,EventToDetectedSeconds,ResolvedAt,ResolvedBy,"
        + "ToldAt,AcknowledgedAt,AcknowledgedBy,Stopped,ContainedAt,Operations,OperationsUndone,Actions";

    [Fact]
    public void Csv_HasTheseColumns_AndARowAnIncident()
    {
        var lines = Encoding.UTF8.GetString(CsvTable.Write(Columns.Report, Rows())).Split("\r\n");
        lines[0].ShouldBe('\uFEFF' + Header);
        lines[1].ShouldBe(
            "i1,\"A \"\"title\"\", with all\",open,undecided,95.5,critical,true,wake,false,user anna@example.com,impossible_travel,1,2026-11-14T02:11:59.000Z,2026-11-14T02:11:59.000Z,"
            + "2026-11-14T02:12:00.000Z,1,,,2026-11-14T02:13:00.000Z,,,automatically,2026-11-14T02:12:01.500Z,1,0,block_address 203.0.113.7 (enforced)");
        lines[2].ShouldStartWith("i2,");
        lines[2].ShouldEndWith(",no,,0,0,");
        lines[3].ShouldBe("");
        lines.Length.ShouldBe(4);
    }

    [Theory]
    [InlineData("=HYPERLINK(\"http://203.0.113.7\")", "\"'=HYPERLINK(\"\"http://203.0.113.7\"\")\"")]
    [InlineData("+1", "\"'+1\"")]
    [InlineData("-cmd|x", "\"'-cmd|x\"")]
    [InlineData("@SUM(A1)", "\"'@SUM(A1)\"")]
    [InlineData("\tx", "\"'\tx\"")]
    [InlineData("a=b", "a=b")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    public void Csv_GivesNoSpreadsheetAFormula(string text, string cell)
    {
        var line = IncidentLine.Of(Incident("i1", "2026-11-14T02:12:00Z") with { Title = text });
        var csv = Encoding.UTF8.GetString(CsvTable.Write([Columns.Report[1], Columns.Report[4]], [line]));
        csv.ShouldBe($"\uFEFFTitle,Score\r\n{cell},60\r\n");
    }

    [Fact]
    public void Csv_ANegativeNumber_StaysANumber() =>
        Encoding.UTF8.GetString(CsvTable.Write([new Column<int>("N", ColumnKind.Number, n => n * -1.5)], [1])).ShouldBe("\uFEFFN\r\n-1.5\r\n");

    [Fact]
    public async Task Parquet_HasTheSameColumns_AndGivesTheValuesBack()
    {
        var stop = TestContext.Current.CancellationToken;
        var notes = new Dictionary<string, string>(StringComparer.Ordinal) { ["soc.client"] = Client };
        using var stream = new MemoryStream(await ParquetTable.WriteAsync(Columns.Report, Rows(), notes, stop));
        await using var reader = await ParquetReader.CreateAsync(stream, cancellationToken: stop);
        string.Join(',', reader.Schema.GetDataFields().Select(f => f.Name)).ShouldBe(Header);
        reader.CustomMetadata["soc.client"].ShouldBe(Client);
        reader.RowGroupCount.ShouldBe(1);
        using var group = reader.OpenRowGroupReader(0);
        group.RowCount.ShouldBe(2);

        var titles = new string[2];
        await group.ReadAsync(Field("Title"), titles, null, stop);
        titles.ShouldBe(["A \"title\", with all", "Title of i2"]);
        var actions = new string?[2];
        await group.ReadAsync(Field("Actions"), actions!, null, stop);
        actions.ShouldBe(["block_address 203.0.113.7 (enforced)", null]);
        var scores = new double?[2];
        await group.ReadAsync<double>(Field("Score"), scores, null, stop);
        scores.ShouldBe([95.5, 60]);
        var first = new bool?[2];
        await group.ReadAsync<bool>(Field("IsFirstPriority"), first, null, stop);
        first.ShouldBe([true, false]);
        var operations = new long?[2];
        await group.ReadAsync<long>(Field("Operations"), operations, null, stop);
        operations.ShouldBe([1, 0]);
        var contained = new DateTime?[2];
        await group.ReadAsync<DateTime>(Field("ContainedAt"), contained, null, stop);
        contained.ShouldBe([new DateTime(2026, 11, 14, 2, 12, 1, 500, DateTimeKind.Utc), null]);

        DataField Field(string name) => reader.Schema.FindDataField(name);
    }

    [Fact]
    public async Task Parquet_OfNoRows_IsAFile()
    {
        var stop = TestContext.Current.CancellationToken;
        using var stream = new MemoryStream(await ParquetTable.WriteAsync(Columns.Report, Array.Empty<IncidentLine>(), new Dictionary<string, string>(StringComparer.Ordinal), stop));
        await using var reader = await ParquetReader.CreateAsync(stream, cancellationToken: stop);
        reader.Schema.GetDataFields().Length.ShouldBe(Columns.Report.Length);
    }

    private static IReadOnlyList<IncidentLine> Rows() => ReportBuilder.Build(Input(
        [
            Incident("i1", "2026-11-14T02:12:00Z", 95.5, EscalationDecision.Wake) with { Title = "A \"title\", with all" },
            Incident("i2", "2026-11-13T02:12:00Z"),
        ],
        [Operation("o1", "i1", "2026-11-14T02:12:01Z")],
        [Escalation("i1", "2026-11-14T02:12:00Z", EscalationDecision.Wake, "2026-11-14T02:13:00Z")])).Lines;
}
