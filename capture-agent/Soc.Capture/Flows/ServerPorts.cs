namespace Soc.Capture.Flows;

/// <summary>Ports at which services listen: they tell who began a flow whose begin was not seen.</summary>
internal static class ServerPorts
{
    private const int WellKnown = 1024;

    private static readonly HashSet<ushort> Others =
    [
        1080, 1194, 1433, 1521, 1701, 1723, 1812, 1813, 2049, 3128, 3306, 3389, 4789, 5060, 5061, 5353, 5355, 5432, 5671, 5672, 5900, 5985, 5986,
        6379, 6443, 6666, 6667, 8000, 8008, 8080, 8088, 8443, 8888, 9092, 9200, 11211, 27017,
    ];

    public static bool Contains(ushort port) => port < WellKnown || Others.Contains(port);
}
