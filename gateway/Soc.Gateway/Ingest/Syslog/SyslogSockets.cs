using System.Net;
using System.Net.Sockets;

namespace Soc.Gateway.Ingest.Syslog;

internal static class SyslogSockets
{
    /// <summary>A bound socket; IPv6 and IPv4 where both are there.</summary>
    /// <exception cref="InvalidOperationException">The port is taken or not allowed; the message says which.</exception>
    public static Socket Bind(SyslogListenerOptions options, SocketType type, ProtocolType protocol)
    {
        var address = options.Address is { Length: > 0 } text
            ? IPAddress.Parse(text)
            : Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any;
        var socket = new Socket(address.AddressFamily, type, protocol);
        try
        {
            if (address.Equals(IPAddress.IPv6Any))
            {
                socket.DualMode = true;
            }

            socket.Bind(new IPEndPoint(address, options.Port));
            return socket;
        }
        catch (SocketException failure)
        {
            socket.Dispose();
            throw new InvalidOperationException($"Soc:Syslog: cannot listen on {protocol} port {options.Port}: {failure.Message}. Set Soc__Syslog__Port to a free one.", failure);
        }
    }
}
