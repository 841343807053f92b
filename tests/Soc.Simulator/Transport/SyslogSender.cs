using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Soc.Simulator.Estate;

namespace Soc.Simulator.Transport;

/// <summary>Sends lines over one TCP connection, octet counted (RFC 6587).</summary>
public sealed class SyslogSender : IDisposable
{
    private readonly TcpClient _connection = new();

    /// <summary>Lines given to the connection. Syslog has no acknowledgement.</summary>
    public long Sent { get; private set; }

    public async Task ConnectAsync(string host, int port, CancellationToken cancellationToken) =>
        await _connection.ConnectAsync(host, port, cancellationToken);

    public async Task SendAsync(IReadOnlyList<RawRecord> records, CancellationToken cancellationToken)
    {
        using var frames = new MemoryStream();
        foreach (var record in records)
        {
            var text = Encoding.UTF8.GetBytes(record.Text);
            frames.Write(Encoding.ASCII.GetBytes(text.Length.ToString(CultureInfo.InvariantCulture) + " "));
            frames.Write(text);
        }

        await _connection.GetStream().WriteAsync(frames.GetBuffer().AsMemory(0, (int)frames.Length), cancellationToken);
        Sent += records.Count;
    }

    public void Dispose() => _connection.Dispose();
}
