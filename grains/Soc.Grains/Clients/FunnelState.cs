using Soc.Model.Ingest;

namespace Soc.Grains.Clients;

/// <summary>The wide end of the funnel by hour of receipt; the oldest hours are summed into one when there are more than <see cref="MaxHours"/>.</summary>
[GenerateSerializer, Alias("soc.FunnelState")]
public sealed class FunnelState
{
    /// <summary>Hours kept apart: 32 days.</summary>
    public const int MaxHours = 768;

    private const long HourMs = 3_600_000;

    [Id(0)]
    private List<FunnelHour> _hours = [];

    public void Add(IngestReceipt receipt)
    {
        var hour = HourOf(receipt.ReceivedMs - (receipt.ReceivedMs % HourMs));
        foreach (var count in receipt.Counts)
        {
            hour.Add(count);
        }
    }

    /// <summary>Rows since a moment, whole hours.</summary>
    public IReadOnlyList<IngestCount> Since(long sinceMs)
    {
        var sum = new FunnelHour();
        foreach (var hour in _hours.Where(h => h.HourMs + HourMs > sinceMs))
        {
            foreach (var row in hour.Rows)
            {
                sum.Add(row);
            }
        }

        return sum.Rows;
    }

    private FunnelHour HourOf(long hourMs)
    {
        var index = _hours.FindLastIndex(h => h.HourMs <= hourMs);
        if (index >= 0 && _hours[index].HourMs == hourMs)
        {
            return _hours[index];
        }

        if (_hours.Count == MaxHours)
        {
            foreach (var row in _hours[0].Rows)
            {
                _hours[1].Add(row);
            }

            _hours.RemoveAt(0);
            index--;
        }

        if (index < 0 && _hours.Count == MaxHours - 1)
        {
            return _hours[0];
        }

        var hour = new FunnelHour { HourMs = hourMs };
        _hours.Insert(index + 1, hour);
        return hour;
    }
}
