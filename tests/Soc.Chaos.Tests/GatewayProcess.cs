using System.Globalization;

namespace Soc.Chaos.Tests;

/// <summary>The real gateway on one data folder.</summary>
internal sealed class GatewayProcess : NodeProcess
{
    public const string AdminKey = "chaos-admin-key-0123456789abcdef";
    public const string HecToken = "chaos-hec-token-0123456789abcdef";
    public const int Partitions = 4;

    public GatewayProcess(string folder)
        : this(folder, FreePort(), FreePort())
    {
    }

    private GatewayProcess(string folder, int apiPort, int hecPort)
        : base("Soc.Gateway", AddressOf(apiPort))
    {
        Directory.CreateDirectory(EmptyGeo(folder));
        (ApiAddress, HecAddress) = (AddressOf(apiPort), AddressOf(hecPort));
        foreach (var (name, value) in Common(folder))
        {
            Settings[name] = value;
        }

        Settings["Soc__Silo__Partitions"] = Partitions.ToString(CultureInfo.InvariantCulture);
        Settings["Soc__Gateway__Address"] = "127.0.0.1";
        Settings["Soc__Gateway__ApiPort"] = apiPort.ToString(CultureInfo.InvariantCulture);
        Settings["Soc__Gateway__HecPort"] = hecPort.ToString(CultureInfo.InvariantCulture);
        Settings["Soc__Syslog__Enabled"] = "false";
        Settings["SOC_ADMIN_KEY"] = AdminKey;
        Settings["SOC_HEC_TOKEN"] = HecToken;
    }

    public Uri ApiAddress { get; }

    public Uri HecAddress { get; }

    /// <summary>A folder without databases, so that the oracle and the product know the same of an address.</summary>
    public static string EmptyGeo(string folder) => Path.Combine(folder, "no-geo");

    /// <summary>Settings of every program that applies events.</summary>
    public static Dictionary<string, string> Common(string folder) => new(StringComparer.Ordinal)
    {
        ["Soc__Silo__DataDirectory"] = folder,
        ["Soc__Silo__CheckpointIntervalMs"] = "300",
        ["Soc__Enrichment__Directory"] = EmptyGeo(folder),
    };

    public static Uri AddressOf(int port, string host = "127.0.0.1") => new($"http://{host}:{port.ToString(CultureInfo.InvariantCulture)}");
}
