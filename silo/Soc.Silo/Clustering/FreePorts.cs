using System.Net;
using System.Net.Sockets;

namespace Soc.Silo.Clustering;

/// <summary>
/// Ports of this machine that nobody listens on. They lie below those that the system gives to outgoing connections (32768 and up by default): one
/// of these could be taken, by any connection of anybody, between the look and the use.
/// </summary>
internal static class FreePorts
{
    private const int First = 21_000;
    private const int Count = 11_000;

    // Processes that start at the same time begin at different places.
    private static int _next = Environment.ProcessId * 8;

    /// <exception cref="InvalidOperationException">All are taken.</exception>
    public static int Next()
    {
        for (var i = 0; i < Count; i++)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref _next) % Count);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody listens there.
            }
        }

        throw new InvalidOperationException($"No port from {First} to {First + Count - 1} is free: name ports in {ClusterOptions.Section}.");
    }
}
