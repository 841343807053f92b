namespace Soc.Gateway.Ingest.Identity;

/// <summary>What is known of one client's names.</summary>
internal sealed record ClientIdentitySnapshot(string Client, DomainSnapshot Domains, PersonSnapshot[] Persons, string[] SharedNames);
