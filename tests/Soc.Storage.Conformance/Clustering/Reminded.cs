using System.Threading.Channels;

namespace Soc.Storage.Conformance.Clustering;

/// <summary>The reminders that came, in order.</summary>
public sealed class Reminded
{
    private readonly Channel<string> _keys = Channel.CreateUnbounded<string>();

    public void Note(string key) => _keys.Writer.TryWrite(key);

    public async Task<string> NextAsync(CancellationToken cancellationToken) => await _keys.Reader.ReadAsync(cancellationToken);
}
