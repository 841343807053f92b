namespace Soc.Gateway.Ingest.Identity;

/// <summary>A person that several names or ids are tied to.</summary>
/// <param name="Key">The user key.</param>
/// <param name="Names">Names, in one spelling each.</param>
/// <param name="Ids">Directory ids with their kind.</param>
internal sealed record PersonSnapshot(string Key, string[] Names, string[] Ids);
