namespace Soc.Gateway.Feeds;

/// <summary>A feed.</summary>
/// <param name="Feed">Its name.</param>
/// <param name="Path">What to type into the firewall, after this gateway's address.</param>
/// <param name="Entries">What it has now.</param>
/// <param name="Polls">The last poll of each firewall.</param>
public sealed record FeedDto(string Feed, string Path, int Entries, IReadOnlyList<FeedPollDto> Polls);
