using Orleans;

namespace Soc.Detection.Detectors.ProductAlert;

/// <summary>Which alerts of other products are custom for a device or an address.</summary>
[GenerateSerializer, Alias("soc.state.product_alert")]
public sealed class ProductAlertState : DetectorState
{
    /// <summary>Kinds kept; the one not seen for longest leaves.</summary>
    public const int MaxKinds = 24;

    [Id(0)] public AlertKind[] Kinds { get; set; } = [];

    /// <summary>Counts an alert.</summary>
    /// <returns>Days on which it came before, and how often.</returns>
    public (int Days, int Count) Note(ulong name, long day, int memoryDays)
    {
        var index = Array.FindIndex(Kinds, k => k.Name == name);
        if (index < 0)
        {
            var fresh = new AlertKind(name, 1, 1, day);
            if (Kinds.Length < MaxKinds)
            {
                Kinds = [.. Kinds, fresh];
            }
            else
            {
                var oldest = 0;
                for (var i = 1; i < Kinds.Length; i++)
                {
                    oldest = Kinds[i].LastDay < Kinds[oldest].LastDay ? i : oldest;
                }

                Kinds[oldest] = fresh;
            }

            return (0, 0);
        }

        var kind = Kinds[index];
        if (day - kind.LastDay > memoryDays)
        {
            Kinds[index] = new AlertKind(name, 1, 1, day);
            return (0, 0);
        }

        Kinds[index] = kind with { Count = kind.Count + 1, Days = kind.Days + (day > kind.LastDay ? 1 : 0), LastDay = Math.Max(day, kind.LastDay) };
        return (kind.LastDay >= day ? kind.Days - 1 : kind.Days, kind.Count);
    }
}
