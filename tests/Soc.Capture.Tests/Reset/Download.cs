using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Soc.Capture.Tests.Reset;

/// <summary>A client that asks a server for so many bytes, both in network namespaces of their own.</summary>
internal sealed class Download : IAsyncDisposable
{
    private const int ChunkBytes = 32 * 1024;

    private readonly Socket _client;
    private readonly Socket _server;
    private readonly CancellationTokenSource _end = new();
    private long _received;

    private Download(Socket client, Socket server, long bytes, int pauseMs)
    {
        (_client, _server) = (client, server);
        Sending = Task.Run(() => SendAsync(bytes, pauseMs));
        Receiving = Task.Run(ReceiveAsync);
    }

    /// <summary>What the server met; null when it could send all.</summary>
    public Task<SocketError?> Sending { get; }

    /// <summary>What the client met; null when the server closed as it should.</summary>
    public Task<SocketError?> Receiving { get; }

    public long Received => Interlocked.Read(ref _received);

    /// <summary>Of what came, all was as it was sent.</summary>
    public bool IsWhole { get; private set; } = true;

    public IPEndPoint ClientEnd => (IPEndPoint)_client.LocalEndPoint!;

    public IPEndPoint ServerEnd => (IPEndPoint)_client.RemoteEndPoint!;

    public static async Task<Download> BeginAsync(Socket client, Socket listener, long bytes, int pauseMs)
    {
        await client.ConnectAsync(listener.LocalEndPoint!);
        return new Download(client, await listener.AcceptAsync(), bytes, pauseMs);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _client.Dispose();
        _server.Dispose();
        await Sending;
        await Receiving;
        _end.Dispose();
    }

    private async Task<SocketError?> SendAsync(long bytes, int pauseMs)
    {
        var chunk = new byte[ChunkBytes];
        try
        {
            for (var at = 0L; at < bytes; at += ChunkBytes)
            {
                Fill(chunk, at);
                await _server.SendAsync(chunk);
                if (pauseMs > 0)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(pauseMs), TimeProvider.System, _end.Token);
                }
            }

            _server.Shutdown(SocketShutdown.Send);
            return null;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode;
        }
        catch (Exception e) when (e is ObjectDisposedException or OperationCanceledException)
        {
            return SocketError.OperationAborted;
        }
    }

    private async Task<SocketError?> ReceiveAsync()
    {
        var chunk = new byte[ChunkBytes];
        var expected = new byte[ChunkBytes];
        try
        {
            while (true)
            {
                // Chunk by chunk, so that each can be compared.
                var got = 0;
                while (got < ChunkBytes)
                {
                    var read = await _client.ReceiveAsync(chunk.AsMemory(got));
                    if (read == 0)
                    {
                        return null;
                    }

                    got += read;
                }

                Fill(expected, Received);
                IsWhole &= chunk.AsSpan().SequenceEqual(expected);
                Interlocked.Add(ref _received, got);
            }
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode;
        }
        catch (ObjectDisposedException)
        {
            return SocketError.OperationAborted;
        }
    }

    private static void Fill(byte[] chunk, long at)
    {
        chunk.AsSpan().Fill((byte)(at / ChunkBytes));
        BinaryPrimitives.WriteInt64BigEndian(chunk, at);
    }
}
