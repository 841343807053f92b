namespace Soc.Model.Ingest;

/// <summary>What became of a record; see <see cref="IngestCount.Outcome"/>.</summary>
public static class IngestOutcomes
{
    public const string Parsed = "parsed";
    public const string Skipped = "skipped";
    public const string Malformed = "malformed";

    /// <summary>Received and counted before, as malformed, and understood later: its events are new, the record is not.</summary>
    public const string Replayed = "replayed";
}
