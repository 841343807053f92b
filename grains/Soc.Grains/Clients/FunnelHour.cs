using Soc.Model.Ingest;

namespace Soc.Grains.Clients;

/// <summary>Counts of one hour (by time of receipt).</summary>
[GenerateSerializer, Alias("soc.FunnelHour")]
public sealed class FunnelHour
{
    /// <summary>Most rows (source, outcome, reason) an hour keeps; they are closed sets, so that this is never met in ordinary life.</summary>
    public const int MaxRows = 512;

    [Id(0)] public long HourMs { get; set; }

    [Id(1)] public List<IngestCount> Rows { get; set; } = [];

    public void Add(IngestCount count)
    {
        for (var i = 0; i < Rows.Count; i++)
        {
            var row = Rows[i];
            if (string.Equals(row.Source, count.Source, StringComparison.Ordinal)
                && string.Equals(row.Outcome, count.Outcome, StringComparison.Ordinal)
                && string.Equals(row.Reason, count.Reason, StringComparison.Ordinal))
            {
                Rows[i] = Sum(row, count);
                return;
            }
        }

        if (Rows.Count < MaxRows)
        {
            Rows.Add(count);
        }
        else
        {
            Rows[^1] = Sum(Rows[^1], count);
        }
    }

    /// <summary>Adds two rows; the name is that of the first.</summary>
    public static IngestCount Sum(IngestCount a, IngestCount b) => a with
    {
        Records = a.Records + b.Records,
        Events = a.Events + b.Events,
        LastEventMs = Math.Max(a.LastEventMs, b.LastEventMs),
    };
}
