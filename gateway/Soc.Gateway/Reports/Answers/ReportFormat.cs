namespace Soc.Gateway.Reports.Answers;

/// <summary>What a report is written as.</summary>
internal enum ReportFormat
{
    Json = 0,
    Csv = 1,
    Parquet = 2,
    Html = 3,
}
