namespace Soc.Gateway.Sensors;

/// <summary>Where sensors find this gateway, once it listens.</summary>
internal sealed class SensorAddress(SensorOptions options)
{
    public string Url { get; private set; } = "";

    /// <param name="listening">As the server says it ("https://0.0.0.0:8090").</param>
    public void Set(string listening)
    {
        var host = options.Names.Count > 0 ? options.Names[0] : System.Net.Dns.GetHostName();
        Url = $"https://{host}:{new Uri(listening.Replace("[::]", "localhost", StringComparison.Ordinal)).Port}";
    }
}
