using System.Buffers;

namespace Soc.Gateway.Ingest.Hec;

/// <summary>
/// Reads the rest of a refused body and throws it away, within bounds: a sender that still writes when the connection closes sees a
/// broken pipe instead of the reply that says why.
/// </summary>
internal static class HecDrain
{
    /// <summary>Most bytes read; whoever sends more is cut off.</summary>
    public const int MaxBytes = 64 * 1024 * 1024;

    private const int BufferBytes = 64 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static async Task DrainAsync(HttpRequest request, TimeProvider time, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            var left = MaxBytes;
            while (left > 0 && await request.Body.ReadAsync(buffer, either.Token) is > 0 and var read)
            {
                left -= read;
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or BadHttpRequestException)
        {
            // Too slow, too long, or gone: the reply is on its way, and that is all that can be done.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
