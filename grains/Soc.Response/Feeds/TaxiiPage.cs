namespace Soc.Response.Feeds;

/// <summary>A page of a collection.</summary>
/// <param name="Body">The envelope.</param>
/// <param name="Count">Objects in it.</param>
/// <param name="UpToVersion">Version of the list that whoever took this page and those before it has.</param>
/// <param name="FirstAdded">When its first object changed; null for an empty page.</param>
/// <param name="LastAdded">When its last one did: ask again for what is after it.</param>
public sealed record TaxiiPage(byte[] Body, int Count, long UpToVersion, string? FirstAdded, string? LastAdded);
