namespace Soc.Gateway.Feeds;

/// <summary>Marks a route as a feed's, for what is counted by feed.</summary>
/// <param name="Name">As <see cref="Soc.Response.Feeds.FeedFormat.Name"/>.</param>
internal sealed record FeedName(string Name);
