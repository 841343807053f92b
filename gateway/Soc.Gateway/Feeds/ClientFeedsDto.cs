namespace Soc.Gateway.Feeds;

/// <summary>A client's block list and its feeds.</summary>
/// <param name="Version">Grows with every change.</param>
/// <param name="Entries">What is blocked now.</param>
/// <param name="LeftOut">How often something found no room on the list, or lost it to something worth more.</param>
public sealed record ClientFeedsDto(string Client, long Version, int Entries, long LeftOut, IReadOnlyList<FeedDto> Feeds);
