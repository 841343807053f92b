namespace Soc.Gateway.Tests.Api;

/// <summary>Reads server-sent events.</summary>
internal sealed class EventReader(Stream stream) : IAsyncDisposable
{
    private readonly StreamReader _reader = new(stream);

    /// <summary>Events up to and with the first that fits; all of them when the stream ends before.</summary>
    public async Task<IReadOnlyList<(string Type, string Data, string? Id)>> UntilAsync(Func<(string Type, string Data, string? Id), bool> last, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        var events = new List<(string Type, string Data, string? Id)>();
        while (await NextAsync(limit.Token) is { } next)
        {
            events.Add(next);
            if (last(next))
            {
                break;
            }
        }

        return events;
    }

    public ValueTask DisposeAsync()
    {
        _reader.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<(string Type, string Data, string? Id)?> NextAsync(CancellationToken cancellationToken)
    {
        var (type, data, id) = ("message", "", (string?)null);
        while (await _reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Length == 0 && data.Length > 0)
            {
                return (type, data, id);
            }

            var colon = line.IndexOf(": ", StringComparison.Ordinal);
            switch (colon < 0 ? "" : line[..colon])
            {
                case "event": type = line[(colon + 2)..]; break;
                case "data": data += line[(colon + 2)..]; break;
                case "id": id = line[(colon + 2)..]; break;
                default: break;
            }
        }

        return null;
    }
}
