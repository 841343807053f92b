using Microsoft.Extensions.DependencyInjection;
using Soc.Gateway.Tests.Api;
using Soc.GrainInterfaces.Storage;

namespace Soc.Gateway.Tests.Feeds;

/// <summary>The product with a store in which one client's block list cannot be read.</summary>
public sealed class FeedProduct : IAsyncLifetime
{
    public const string Dark = "dark";

    public ProductHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Host = await ProductHost.StartAsync(services =>
    {
        var inner = services.Last(d => d.ServiceType == typeof(IEntityStore));
        services.AddSingleton<IEntityStore>(s => new DarkStore((IEntityStore)(inner.ImplementationFactory?.Invoke(s) ?? ActivatorUtilities.CreateInstance(s, inner.ImplementationType!))));
    });

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    private sealed class DarkStore(IEntityStore inner) : IEntityStore
    {
        public ValueTask<StoredEntity?> ReadAsync(string key, CancellationToken cancellationToken) =>
            key.StartsWith($"{Dark}/blocklist/", StringComparison.Ordinal) ? throw new IOException("The disk is away.") : inner.ReadAsync(key, cancellationToken);

        public ValueTask WriteAsync(string key, ReadOnlyMemory<byte> snapshot, EntityWriter writer, CancellationToken cancellationToken) => inner.WriteAsync(key, snapshot, writer, cancellationToken);

        public ValueTask<long> CountAsync(string keyPrefix, CancellationToken cancellationToken) => inner.CountAsync(keyPrefix, cancellationToken);

        public ValueTask<long> ReadOffsetAsync(int partition, CancellationToken cancellationToken) => inner.ReadOffsetAsync(partition, cancellationToken);

        public ValueTask WriteOffsetAsync(int partition, long offset, CancellationToken cancellationToken) => inner.WriteOffsetAsync(partition, offset, cancellationToken);
    }
}
