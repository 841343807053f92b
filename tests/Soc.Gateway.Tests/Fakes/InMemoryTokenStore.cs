using System.Collections.Concurrent;
using Soc.GrainInterfaces.Storage;

namespace Soc.Gateway.Tests.Fakes;

internal sealed class InMemoryTokenStore : ITokenStore
{
    public ConcurrentDictionary<string, StoredToken> Tokens { get; } = new(StringComparer.Ordinal);

    public ValueTask<IReadOnlyList<StoredToken>> ReadAllAsync(CancellationToken cancellationToken) => new([.. Tokens.Values]);

    public ValueTask WriteAsync(StoredToken token, CancellationToken cancellationToken)
    {
        Tokens[token.Id] = token;
        return ValueTask.CompletedTask;
    }

    public ValueTask<bool> DisableAsync(string id, CancellationToken cancellationToken) =>
        new(Tokens.TryGetValue(id, out var token) && !token.Disabled && Tokens.TryUpdate(id, token with { Disabled = true }, token));
}
