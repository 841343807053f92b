using System.Net.Sockets;

namespace Soc.Capture.Link.Live;

/// <summary>
/// Sends frames on an interface by a packet socket of its own, which hears nothing. An interface that was made anew is found again with the next
/// frame. Not for several threads.
/// </summary>
public sealed class PacketSocketSender(string interfaceName) : IFrameSender
{
    private Socket? _socket;

    public bool TrySend(ReadOnlySpan<byte> frame, out string reason)
    {
        // The second attempt is for an interface that is not the one it was.
        return TryOnce(frame, out reason) || TryOnce(frame, out reason);
    }

    public void Dispose() => Close();

    private bool TryOnce(ReadOnlySpan<byte> frame, out string reason)
    {
        try
        {
            if (_socket is null)
            {
                var facts = InterfaceProbe.Read(interfaceName);
                if (!facts.Exists || string.Equals(interfaceName, InterfaceProbe.Any, StringComparison.Ordinal))
                {
                    reason = $"there is no interface '{interfaceName}'";
                    return false;
                }

                _socket = new Socket(AddressFamily.Packet, SocketType.Raw, ProtocolType.Unspecified);
                _socket.Bind(new PacketSocketEndPoint(facts.Index));
            }

            _ = _socket.Send(frame);
            reason = "";
            return true;
        }
        catch (SocketException e)
        {
            Close();
            reason = e.SocketErrorCode == SocketError.AccessDenied
                ? $"the process may not send on '{interfaceName}': give it CAP_NET_RAW"
                : $"'{interfaceName}': {e.Message}";
            return false;
        }
    }

    private void Close()
    {
        _socket?.Dispose();
        _socket = null;
    }
}
