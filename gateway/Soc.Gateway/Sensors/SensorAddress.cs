namespace Soc.Gateway.Sensors;

/// <summary>Where sensors find this gateway, once it listens.</summary>
internal sealed class SensorAddress(SensorOptions options)
{
    public string Url { get; private set; } = "";

    /// <summary>This gateway among others, for people.</summary>
    public string Here { get; private set; } = System.Net.Dns.GetHostName();

    /// <param name="listening">As the server says it ("https://0.0.0.0:8090").</param>
    public void Set(string listening)
    {
        var port = new Uri(listening.Replace("[::]", "localhost", StringComparison.Ordinal)).Port;
        var host = options.Names.Count > 0 ? options.Names[0] : System.Net.Dns.GetHostName();
        Url = $"https://{host}:{port}";
        Here = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{System.Net.Dns.GetHostName()}:{port}");
    }
}
