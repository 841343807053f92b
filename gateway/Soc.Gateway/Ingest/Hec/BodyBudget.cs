using Microsoft.Extensions.Options;

namespace Soc.Gateway.Ingest.Hec;

/// <summary>Bytes of request bodies held at once by all requests: many large requests together must not take the memory of the process.</summary>
public sealed class BodyBudget(IOptions<IngestOptions> options)
{
    private readonly long _maxBytes = options.Value.MaxBufferedBytes;
    private long _usedBytes;

    public bool TryTake(int bytes)
    {
        if (Interlocked.Add(ref _usedBytes, bytes) <= _maxBytes)
        {
            return true;
        }

        Return(bytes);
        return false;
    }

    public void Return(int bytes) => Interlocked.Add(ref _usedBytes, -bytes);
}
