namespace Soc.Gateway.Feeds;

/// <summary>The last poll of a firewall.</summary>
/// <param name="Credential">Public id of the credential that it showed.</param>
/// <param name="Address">From where it asked.</param>
/// <param name="At">When, ISO 8601.</param>
/// <param name="Entries">Entries of the feed that it has since.</param>
/// <param name="Behind">Changes that it has not taken; 0 when it has everything. What left the list more than a day ago is not counted.</param>
public sealed record FeedPollDto(string Credential, string Address, string At, int Entries, int Behind);
