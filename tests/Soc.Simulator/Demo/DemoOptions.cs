using System.Globalization;
using System.Security.Cryptography;

namespace Soc.Simulator.Demo;

/// <summary>How the demo runs.</summary>
public sealed record DemoOptions
{
    /// <summary>Soc.Gateway.dll.</summary>
    public required string GatewayDll { get; init; }

    /// <summary>Ends by itself; otherwise it stays until Ctrl-C.</summary>
    public bool Exits { get; init; }

    /// <summary>Alerts of story 9.</summary>
    public int Alerts { get; init; } = 20_000;

    public ulong Seed { get; init; } = 42;

    /// <summary>Folder of all data; the demo lives in its sub-folder "demo", emptied at each start.</summary>
    public required string DataDirectory { get; init; }

    public int ApiPort { get; init; } = 8080;

    public int HecPort { get; init; } = 8088;

    public int SyslogPort { get; init; } = 5514;

    public string DemoDirectory => Path.Combine(DataDirectory, "demo");

    public Uri Api => new($"http://127.0.0.1:{ApiPort.ToString(CultureInfo.InvariantCulture)}");

    public Uri Hec => new($"http://127.0.0.1:{HecPort.ToString(CultureInfo.InvariantCulture)}");

    /// <summary>Made anew for each run.</summary>
    public string AdminKey { get; } = Secret();

    /// <summary>HEC token of the first client, made anew for each run.</summary>
    public string HecToken { get; } = Secret();

    public static DemoOptions From(Arguments arguments, Func<string, string?> environment) => new()
    {
        GatewayDll = File.Exists(arguments.Required("--gateway"))
            ? Path.GetFullPath(arguments.Required("--gateway"))
            : throw new UsageException($"{arguments.Required("--gateway")} does not exist: build the gateway first ('./soc demo' does)."),
        Exits = arguments.Has("--exit"),
        Alerts = (int)arguments.Number("--alerts", 20_000, 100, 1_000_000),
        Seed = (ulong)arguments.Number("--seed", 42, 0, 1e15),
        DataDirectory = Path.GetFullPath(environment("SOC_DATA") is { Length: > 0 } data ? data : "data"),
        ApiPort = Port("Soc__Gateway__ApiPort", 8080),
        HecPort = Port("Soc__Gateway__HecPort", 8088),
        SyslogPort = Port("Soc__Syslog__Port", 5514),
    };

    private static string Secret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));

    private static int Port(string name, int otherwise)
    {
        if (Environment.GetEnvironmentVariable(name) is not { Length: > 0 } text)
        {
            return otherwise;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65_536
            ? port
            : throw new UsageException($"{name}={text} is no port: the demo needs fixed ones, 1 to 65535.");
    }
}
