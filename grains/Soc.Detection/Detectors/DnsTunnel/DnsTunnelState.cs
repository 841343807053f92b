using Orleans;
using Soc.Detection.Windows;

namespace Soc.Detection.Detectors.DnsTunnel;

/// <summary>Memory of dns_tunnel for a device: made when it first asks for a long name.</summary>
[GenerateSerializer, Alias("soc.state.dns_tunnel")]
public sealed class DnsTunnelState : DetectorState
{
    /// <summary>Domains followed; one with few names, the longer not asked for the fewer, makes room.</summary>
    public const int MaxDomains = 12;

    public const int MaxUsual = 8;
    private const long DayMs = 86_400_000;
    private const long HourMs = 3_600_000;

    [Id(0)] public LearningClock Clock { get; set; }

    [Id(1)] public DnsDomain[] Domains { get; set; } = [];

    /// <summary>Domains with many names, and on which days.</summary>
    [Id(2)] public SeenTable Usual { get; set; }

    /// <summary>The domain's entry of this day; null for what came more than a day after the fact while newer is known.</summary>
    internal DnsDomain? Open(uint key, long atMs)
    {
        var least = 0;
        for (var i = 0; i < Domains.Length; i++)
        {
            var domain = Domains[i];
            if (domain.Key == key)
            {
                // A day after its begin an entry begins anew; what goes on is told again then, since it goes on.
                if (atMs - domain.FirstMs >= DayMs)
                {
                    Domains[i] = domain = new DnsDomain { Key = key, FirstMs = atMs, LastMs = atMs };
                }

                return domain.FirstMs - atMs >= DayMs ? null : domain;
            }

            least = Worth(domain, atMs) < Worth(Domains[least], atMs) ? i : least;
        }

        var added = new DnsDomain { Key = key, FirstMs = atMs, LastMs = atMs };
        if (Domains.Length < MaxDomains)
        {
            Domains = [.. Domains, added];
        }
        else
        {
            Domains[least] = added;
        }

        return added;
    }

    // Different names, halved for each hour without a question.
    private static double Worth(DnsDomain domain, long atMs) =>
        domain.Names.Count / Math.Pow(2, Math.Min(30, Math.Max(0, atMs - domain.LastMs) / (double)HourMs));
}
