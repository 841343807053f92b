using Soc.GrainInterfaces.Response;
using Soc.Silo.Health;

namespace Soc.Gateway.Feeds;

/// <summary>Composition of the feeds.</summary>
internal static class FeedServices
{
    public static IServiceCollection AddFeeds(this IServiceCollection services) => services
        .AddSingleton<Func<string, IBlockListGrain>>(s =>
        {
            var grains = s.GetRequiredService<IGrainFactory>();
            return client => grains.GetGrain<IBlockListGrain>(BlockListKey.Of(client));
        })
        .AddSingleton<Func<IBlockListReader, IBlockListReader>>(s => reader => s.GetRequiredService<IGrainFactory>().CreateObjectReference<IBlockListReader>(reader))
        .AddSingleton<FeedMetrics>()
        .AddSingleton<FeedCopies>()
        .AddSingleton<FeedAnswers>()
        .AddHostedService(s => s.GetRequiredService<FeedCopies>())
        .AddSingleton(s => new HealthSource(() => [s.GetRequiredService<FeedCopies>().Problem]));
}
