using System.Net;
using System.Net.Sockets;

namespace Soc.Silo.Clustering;

/// <summary>Ports of this machine that nobody listens on.</summary>
internal static class FreePorts
{
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
