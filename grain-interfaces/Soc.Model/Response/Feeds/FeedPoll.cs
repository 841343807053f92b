using Orleans;

namespace Soc.Model.Response.Feeds;

/// <summary>The last that is known of one firewall that takes one feed.</summary>
/// <param name="Feed">Name of the feed ("paloalto_ip").</param>
/// <param name="CredentialId">Public id of the credential that it showed.</param>
/// <param name="Address">From where it asked.</param>
/// <param name="AtMs">When, ms since the epoch.</param>
/// <param name="Version">Version of the block list that it has since.</param>
/// <param name="Entries">Entries of the feed at that version.</param>
[GenerateSerializer, Immutable, Alias("soc.FeedPoll")]
public sealed record FeedPoll(
    [property: Id(0)] string Feed,
    [property: Id(1)] string CredentialId,
    [property: Id(2)] string Address,
    [property: Id(3)] long AtMs,
    [property: Id(4)] long Version,
    [property: Id(5)] int Entries);
